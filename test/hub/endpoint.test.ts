import { describe, expect, it } from 'vitest';
import { KnownError } from '../../src/errors.ts';
import { defaultEndpoint, isHere, parseEndpoint, sameOrigin } from '../../src/hub/endpoint.ts';

function errorOf(text: string): KnownError {
  try {
    parseEndpoint(text);
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('isHere', () => {
  it.each([
    ['http://127.0.0.1:8080', true],
    ['https://127.9.8.7/hub', true],
    ['http://[::1]:5000', true],
    ['https://localhost', true],
    ['https://localhost.example.com', false],
    ['https://127.0.0.1.example.com', false],
    ['https://[2001:db8::1]', false],
    [defaultEndpoint, false],
  ])('%s: %s', (endpoint, here) => {
    expect(isHere(endpoint)).toBe(here);
  });
});

describe('parseEndpoint', () => {
  it.each([
    [defaultEndpoint, 'https://huggingface.co'],
    ['https://huggingface.co/', 'https://huggingface.co'],
    ['  HTTPS://HuggingFace.co:443//\n', 'https://huggingface.co'],
    ['https://hub.example.com/hf/', 'https://hub.example.com/hf'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://127.100.20.3', 'http://127.100.20.3'],
    ['http://127.1:80/', 'http://127.0.0.1'],
    ['http://[::1]:5000', 'http://[::1]:5000'],
    ['http://LOCALHOST:5000', 'http://localhost:5000'],
  ])('takes %j', (text, expected) => {
    expect(parseEndpoint(text)).toBe(expected);
  });

  it.each([
    'http://huggingface.co',
    'http://192.0.2.1',
    'http://128.0.0.1',
    'http://10.0.0.1:8080',
    'http://0.0.0.0',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://[::2]',
    'http://[2001:db8::1]',
  ])('refuses plain HTTP to %s', (text) => {
    const error = errorOf(text);
    expect(error.code).toBe('endpoint-insecure');
    expect(error.hint).toContain('https://');
  });

  it.each([
    '',
    'huggingface.co',
    'ftp://huggingface.co',
    'file:///etc/passwd',
    'https://',
    'https://huggingface.co?x=1',
    'https://huggingface.co/?',
    'https://huggingface.co#a',
    'https://huggingface.co/#',
  ])('refuses %j', (text) => {
    expect(errorOf(text).code).toBe('endpoint-invalid');
  });

  it.each([
    'https://ada:secret@huggingface.co',
    'https://secret@huggingface.co',
    'http://a:se cret@x:y',
    'x://a:secret@b',
  ])('refuses %s without repeating it', (text) => {
    const error = errorOf(text);
    expect(error.code).toBe('endpoint-invalid');
    expect(JSON.stringify([error.message, error.hint, error.details])).not.toContain('secret');
  });
});

describe('what people are told of an endpoint that cannot be used', () => {
  const example = 'It looks like this: https://huggingface.co';
  const credentials = 'The endpoint holds a user name or a password';
  it.each([
    ['hub', 'The endpoint “hub” is not a URL', example],
    ['ada@hub', 'The endpoint is not a URL', example],
    ['ftp://hub', 'The endpoint “ftp://hub” is not an https:// URL', example],
    ['ftp://ada@hub', 'The endpoint is not an https:// URL', example],
    ['https://ada@hub', credentials, 'Give the URL without them.'],
    ['https://:pw@hub', credentials, 'Give the URL without them.'],
    ['https://hub?x', 'The endpoint has a query or a fragment', 'Give only scheme, host and port.'],
    [
      'http://hub:80/x',
      'A token is not sent over plain HTTP to hub',
      'Use https://. Plain HTTP is for loopback only (127.0.0.1, ::1, localhost).',
    ],
  ])('%s', (text, ...told) => {
    const { message, hint, details } = errorOf(text);
    expect([message, hint]).toEqual(told);
    expect(details).toEqual(text.startsWith('http:') ? { endpoint: 'http://hub' } : {});
  });
});

describe('sameOrigin', () => {
  it.each([
    ['https://huggingface.co/a', 'https://HUGGINGFACE.co:443/b?c', true],
    ['https://huggingface.co', 'http://huggingface.co', false],
    ['https://huggingface.co', 'https://huggingface.co:444', false],
    ['https://huggingface.co', 'https://huggingface.co.example.com', false],
    ['https://huggingface.co', 'https://www.huggingface.co', false],
    ['data:a', 'data:a', false],
    ['nothing', 'nothing', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(sameOrigin(one, other)).toBe(same);
    expect(sameOrigin(other, one)).toBe(same);
  });

  it('takes URLs', () => {
    expect(sameOrigin(new URL('https://a.example/x'), 'https://a.example')).toBe(true);
  });
});
