import { expect, test } from 'vitest';
import { endpointOf } from '../../src/run/connect.ts';
import type { Io } from '../../src/run/io.ts';

const io = (endpoint?: string): Pick<Io, 'env'> => ({
  env: endpoint === undefined ? {} : { HF_ENDPOINT: endpoint },
});

test.each([
  ['the option, before the variable', 'https://one.example/', 'https://two.example', 'https://one.example'],
  ['the variable', undefined, 'https://two.example', 'https://two.example'],
  ['the Hub, when the variable is empty', undefined, '', 'https://huggingface.co'],
  ['the Hub, when the variable is blank', undefined, ' \n', 'https://huggingface.co'],
  ['the Hub, when there is none', undefined, undefined, 'https://huggingface.co'],
])('the endpoint is %s', (_, option, variable, expected) => {
  expect(endpointOf(io(variable), option === undefined ? {} : { endpoint: option })).toBe(expected);
});
