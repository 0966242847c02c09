/** Answers ranges of files that exist only in the test, below `/served/`, as a server would that the runner is not. */
export function serveFiles(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): () => void {
  const original = window.fetch;
  window.fetch = (input, init) => {
    const name = /^\/served\/(.+)$/.exec(String(input))?.[1];
    const bytes = name === undefined ? undefined : files[name];
    if (!bytes) return original(input, init);
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get('Range') ?? '');
    const [begin, last] = [Number(range?.[1] ?? 0), Math.min(Number(range?.[2] ?? Infinity), bytes.length - 1)];
    if (begin >= bytes.length) {
      const headers = { 'Content-Range': `bytes */${bytes.length}` };
      return Promise.resolve(new Response(null, { status: 416, headers }));
    }
    const headers = { 'Content-Range': `bytes ${begin}-${last}/${bytes.length}`, ETag: '"1"' };
    return Promise.resolve(new Response(bytes.slice(begin, last + 1), { status: 206, headers }));
  };
  return () => (window.fetch = original);
}
