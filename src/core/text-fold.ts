/** What may lie between two characters: nothing, white space, the end of a line, or so much room that they do not belong together. */
export const Gap = { none: 0, space: 1, line: 2, apart: 3 } as const;

/** One character of a text as it is compared, and where in the text it came from. */
export interface FoldedText {
  /** Without white space, in compatibility form: full-width letters are half-width, radicals are characters. */
  readonly text: string;
  /** For each code unit of `text`: index of the cluster it came from. */
  readonly origins: readonly number[];
  /** For each code unit of `text`: `Gap.space` where white space stood before it. */
  readonly gaps: readonly number[];
  /** The clusters of the source: a character with the marks that combine with it, or white space. */
  readonly clusters: readonly string[];
  /** Whether the source ends in white space. */
  readonly endsInSpace: boolean;
}

const MARK = /^\p{M}$/u;
const SPACE = /^[\s\u0085\u180e]$/u;
/** Characters that are there but not seen: zero width, soft hyphen, byte order mark, controls. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /^[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]$/u;

/** Makes texts comparable: compatibility form (NFKC), no white space. Case is kept. */
export function foldText(source: string): FoldedText {
  const clusters = clustersOf(source);
  const origins: number[] = [];
  const gaps: number[] = [];
  let text = '';
  let isAfterSpace = false;
  clusters.forEach((cluster, origin) => {
    // nearly every character of a contract: neither folded, nor space, nor unseen
    if (isPlain(cluster) && cluster > ' ' && cluster !== '\u007f') {
      origins.push(origin);
      gaps.push(isAfterSpace ? Gap.space : Gap.none);
      text += cluster;
      isAfterSpace = false;
      return;
    }
    const folded = isPlain(cluster) ? cluster : cluster.normalize('NFKC');
    for (const char of folded) {
      if (SPACE.test(char)) isAfterSpace = true;
      else if (!UNSEEN.test(char)) {
        for (let unit = 0; unit < char.length; unit += 1) {
          origins.push(origin);
          gaps.push(isAfterSpace && unit === 0 ? Gap.space : Gap.none);
        }
        text += char;
        isAfterSpace = false;
      }
    }
  });
  return { text, origins, gaps, clusters, endsInSpace: isAfterSpace };
}

/** The text in small letters, as long as before: a letter that would become two stays. */
export function lowerText(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower === text ? text : lower;
  return Array.from(text, (char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join('');
}

/** Whether a code unit is of a script that puts spaces between words; between Chinese characters a space says nothing. */
export function isSpaced(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0xc0 && unit < 0x1100)
  );
}

/** Width of a cluster in ems, near enough to find a character inside of a run of which only the whole width is known. */
export function advanceOf(cluster: string): number {
  const unit = cluster.charCodeAt(0);
  if (unit < 0x7f) return ASCII_WIDTHS[unit - 0x20] ?? 0;
  if (isPlain(cluster)) return unit < 0x80 ? 0 : 1;
  if (UNSEEN.test(cluster)) return 0;
  // from the radicals on nearly everything is as wide as high; half-width forms are not
  if (unit >= 0x2e80) return unit >= 0xff61 && unit <= 0xffdc ? 0.5 : 1;
  if (unit === 0x3000 || unit === 0x2014 || unit === 0x2026) return 1;
  return unit >= 0x2000 ? 0.8 : 0.556;
}

/** Helvetica from the space to the tilde, in ems. */
const ASCII_WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
].map((width) => width / 1000);

/** ASCII and the common Chinese characters, which nothing folds. */
function isPlain(cluster: string): boolean {
  if (cluster.length !== 1) return false;
  const unit = cluster.charCodeAt(0);
  return unit < 0x80 || (unit >= 0x4e00 && unit <= 0x9fff);
}

function clustersOf(source: string): string[] {
  const clusters: string[] = [];
  for (const char of source) {
    const last = clusters.length - 1;
    const isMark = char > '\u02ff' && !isPlain(char) && MARK.test(char);
    if (isMark && last >= 0) clusters[last] = `${clusters[last] ?? ''}${char}`;
    else clusters.push(char);
  }
  return clusters;
}
