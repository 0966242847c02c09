import { Agent } from 'node:http';
import { Duplex } from 'node:stream';

/** One request of the SDK, whole: method, headers and body. */
export interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Lets the SDK speak HTTP to nobody: what it writes is handed over whole, and the JSON that comes back is written as the
 * answer. So its requests leave by the host's only way out, which knows where it may go.
 *
 * @param carry Rejects where there is no answer for the SDK; the SDK then sees a broken connection.
 */
export function sdkAgent(carry: (request: SdkRequest) => Promise<string>): Agent {
  const agent = new Agent();
  return Object.assign(agent, { createConnection: () => new SdkConnection(carry) });
}

const END_OF_HEAD = '\r\n\r\n';

class SdkConnection extends Duplex {
  readonly #carry: (request: SdkRequest) => Promise<string>;
  #chunks: Buffer[] = [];

  constructor(carry: (request: SdkRequest) => Promise<string>) {
    super();
    this.#carry = carry;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(Buffer.from(chunk));
    done();
    const request = readRequest(Buffer.concat(this.#chunks));
    if (!request) return;
    this.#chunks = [];
    this.#carry(request).then(
      (text) => this.push(answerOf(text)),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _read(): void {
    // everything is pushed at once
  }
}

/** The request as soon as all of it is there. */
function readRequest(bytes: Buffer): SdkRequest | null {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const [, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(end + END_OF_HEAD.length);
  return body.byteLength < Number(headers['content-length'] ?? 0) ? null : { headers, body };
}

function answerOf(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.byteLength}\r\nconnection: close`;
  return Buffer.concat([Buffer.from(`${head}${END_OF_HEAD}`), body]);
}
