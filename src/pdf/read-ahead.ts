/** Milliseconds for which a piece is waited for that comes by itself: asked for, it would hardly come sooner. */
const SOON = 200;

type OnPiece = (piece: Uint8Array<ArrayBuffer>) => void;

/** A file that comes from its beginning on, beside the pieces that are asked for: what is asked for later is there already. */
export class ReadAhead {
  readonly #length: number;
  readonly #began: number;
  readonly #pieces: Uint8Array<ArrayBuffer>[];
  #position: number;
  #reading: Promise<void> | undefined;
  #onPiece: OnPiece;
  #tell: () => void = () => undefined;
  #news = new Promise<void>((resolve) => (this.#tell = resolve));

  /** `seconds` is how long the first bytes took. */
  constructor(first: Uint8Array<ArrayBuffer>, length: number, seconds: number) {
    this.#pieces = [first];
    this.#position = first.length;
    this.#length = length;
    this.#began = performance.now() - seconds * 1000;
    this.#onPiece = (piece) => this.#pieces.push(piece);
  }

  /** Takes what comes after the first bytes, and stops where it fails: the piece that is missing then says why. */
  read(rest: (onPiece: OnPiece) => Promise<void>): void {
    const take: OnPiece = (piece) => {
      this.#position += piece.length;
      this.#onPiece(piece);
      this.#turn();
    };
    this.#reading = rest(take)
      .catch(() => undefined)
      .then(() => {
        this.#reading = undefined;
        this.#turn();
      });
  }

  /** What has come so far: the whole file where the rest comes soon. */
  async take(): Promise<Uint8Array> {
    await this.brings(this.#length);
    return joined(this.#pieces.splice(0));
  }

  /** Hands on what comes after that; ends with the reading. */
  async follow(onPiece: OnPiece): Promise<void> {
    for (const piece of this.#pieces.splice(0)) onPiece(piece);
    this.#onPiece = onPiece;
    await this.#reading;
  }

  /** Whether everything before `end` has come; what comes soon is waited for. */
  async brings(end: number): Promise<boolean> {
    const asked = performance.now();
    while (this.#position < end && this.#reading) {
      const now = performance.now();
      const left = ((now - this.#began) * (end - this.#position)) / this.#position;
      if (now - asked + left > SOON) return false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([this.#news, new Promise((done) => (timer = setTimeout(done, SOON)))]);
      clearTimeout(timer);
    }
    return this.#position >= end;
  }

  #turn(): void {
    this.#tell();
    this.#news = new Promise((resolve) => (this.#tell = resolve));
  }
}

export function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
