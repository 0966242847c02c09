import { EsignError } from '../../src/core/errors.js';

/** One absolute step of a path; quadratic curves, lines along an axis and relative steps are resolved on reading. */
export type PathStep =
  | { readonly kind: 'move' | 'line'; readonly x: number; readonly y: number }
  | {
      readonly kind: 'curve';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: 'close' };

const NUMBERS_OF: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, Z: 0 };
const TOKEN = /([A-Za-z])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|[\s,]+/gy;

/**
 * Reads the part of SVG path data that seals and strokes use: M L H V C Q Z in both cases. Anything else is refused with
 * `invalid-input`, because the result becomes part of a signed document.
 */
export function parsePath(data: string): PathStep[] {
  const steps: PathStep[] = [];
  const pen = { x: 0, y: 0, startX: 0, startY: 0 };
  for (const { letter, numbers } of readCommands(data)) {
    const upper = letter.toUpperCase();
    const arity = NUMBERS_OF[upper];
    if (arity === undefined) throw badPath(`command ${letter} is not supported`);
    if (steps.length === 0 && upper !== 'M') throw badPath('it does not start with a move');
    if (upper === 'Z') {
      if (numbers.length > 0) throw badPath('numbers after the end of a figure');
      steps.push({ kind: 'close' });
      pen.x = pen.startX;
      pen.y = pen.startY;
      continue;
    }
    if (numbers.length === 0 || numbers.length % arity !== 0) throw badPath(`wrong number of values for ${letter}`);
    for (let i = 0; i < numbers.length; i += arity) {
      // pairs after the first of a move are lines, as SVG says
      const name = upper === 'M' && i > 0 ? 'L' : upper;
      steps.push(readStep(name, letter !== upper, numbers.slice(i, i + arity), pen));
    }
  }
  return steps;
}

interface Pen {
  x: number;
  y: number;
  startX: number;
  startY: number;
}

function readStep(name: string, relative: boolean, numbers: readonly number[], pen: Pen): PathStep {
  const [baseX, baseY] = relative ? [pen.x, pen.y] : [0, 0];
  const x = (index: number): number => baseX + (numbers[index] ?? 0);
  const y = (index: number): number => baseY + (numbers[index] ?? 0);
  const from = { x: pen.x, y: pen.y };
  const moveTo = (endX: number, endY: number): { x: number; y: number } => {
    pen.x = endX;
    pen.y = endY;
    return { x: endX, y: endY };
  };
  switch (name) {
    case 'M':
      pen.startX = x(0);
      pen.startY = y(1);
      return { kind: 'move', ...moveTo(pen.startX, pen.startY) };
    case 'H':
      return { kind: 'line', ...moveTo(x(0), from.y) };
    case 'V':
      return { kind: 'line', ...moveTo(from.x, y(0)) };
    case 'C':
      return { kind: 'curve', x1: x(0), y1: y(1), x2: x(2), y2: y(3), ...moveTo(x(4), y(5)) };
    case 'Q': {
      const [cx, cy, endX, endY] = [x(0), y(1), x(2), y(3)];
      return {
        kind: 'curve',
        x1: from.x + ((cx - from.x) * 2) / 3,
        y1: from.y + ((cy - from.y) * 2) / 3,
        x2: endX + ((cx - endX) * 2) / 3,
        y2: endY + ((cy - endY) * 2) / 3,
        ...moveTo(endX, endY),
      };
    }
    default:
      return { kind: 'line', ...moveTo(x(0), y(1)) };
  }
}

function readCommands(data: string): { letter: string; numbers: number[] }[] {
  const commands: { letter: string; numbers: number[] }[] = [];
  let end = 0;
  for (const match of data.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    if (match[1] !== undefined) commands.push({ letter: match[1], numbers: [] });
    else if (match[2] !== undefined) {
      const command = commands.at(-1);
      if (!command) throw badPath('it starts with a number');
      command.numbers.push(Number(match[2]));
    }
  }
  if (end !== data.length || commands.length === 0) throw badPath('it is not path data');
  return commands;
}

function badPath(why: string): EsignError {
  return new EsignError('invalid-input', `path data cannot be used: ${why}`);
}
