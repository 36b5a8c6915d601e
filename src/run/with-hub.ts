/**
 * Works with a connection to the Hub, which is closed however that ends.
 *
 * @throws what `connect` and the work throw
 */
export async function withHub<H extends { close(): Promise<void> }, T>(
  connect: () => H,
  work: (hub: H) => Promise<T>,
): Promise<T> {
  const hub = connect();
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}
