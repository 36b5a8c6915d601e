/*
 * Measures planning: `npx tsx test/plan/measure.ts [GROUPS] [MEMBERS]`; with `node --cpu-prof --import tsx` in front a
 * profile is written. Not a test: what a machine can do is no property of the program.
 */
import { organizationOf, planAtScale, type Work } from '../support/scale.ts';

const [groups = 500, members = 200] = process.argv.slice(2, 4).map(Number);
const works = (process.argv[4]?.split(',') ?? [
  'nothing',
  'create',
  'update',
  'delete',
  'unmanaged',
  'blocked',
]) as Work[];
for (const work of works) {
  for (const withBase of [false, true]) {
    const organization = organizationOf(groups, members, work);
    const [start, startCpu] = [performance.now(), process.cpuUsage()];
    const { summary } = planAtScale(organization, withBase);
    const ms = Math.round(performance.now() - start);
    const cpu = Math.round(process.cpuUsage(startCpu).user / 1000);
    const heap = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
    const { create, update, delete: removed, blocked, unmanaged, calls } = summary;
    console.log(
      `${groups} x ${members} ${work}${withBase ? ' with base' : ''}: ${ms} ms, ${cpu} ms of CPU with the collector, heap ${heap} MiB`,
      `(+${create} ~${update} -${removed}, blocked ${blocked}, unmanaged ${unmanaged}, calls ${calls})`,
    );
  }
}
