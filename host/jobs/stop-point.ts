/**
 * Moments of a request, of a file, of an effect and of a callback at which the kill tests end the process. Each stands
 * right behind what its name says.
 */
export const stopPoints = [
  // a request was read, and nothing of it is stored
  'after-accept',
  'after-idempotency-row',
  // a file on its way into the store
  'after-hash',
  'after-temp-file',
  'after-fsync',
  'after-rename',
  // inside of the transaction
  'after-lock',
  'after-outbox-row',
  'after-db-commit',
  // an effect on its way out
  'after-effect-claimed',
  'after-provider-call',
  'after-files-filed',
  'after-workflow-submitted',
  'after-effect-carried-out',
  // a callback on its way in: stored but not answered; answered but not merged
  'after-callback-stored',
  'after-callback-acked',
] as const;

export type StopPoint = (typeof stopPoints)[number];

interface Armed {
  readonly name: string;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  passings: number;
}

/** `name`, `name:n` for the n-th passing, `name:n:SIGSTOP` to freeze instead of to die. */
function parse(text: string | undefined): Armed | null {
  if (!text) return null;
  const [name = '', passings = '1', signal] = text.split(':');
  return { name, passings: Number(passings), signal: signal === 'SIGSTOP' ? 'SIGSTOP' : 'SIGKILL' };
}

let armed = parse(process.env['ESIGN_STOP_AT']);

/** What an operator has to know when a point is armed: outside of a test it is a mistake that kills the host. */
export function stopPointNotes(): string[] {
  if (!armed) return [];
  return [`ESIGN_STOP_AT is set: this process kills itself at "${armed.name}"; it is for tests only, take it away`];
}

/** Arms another point than the environment named, so that a test need not start a process for each setting. */
export function armStopPoint(text: string | undefined): void {
  armed = parse(text);
}

/**
 * Ends the process without a farewell when `ESIGN_STOP_AT` names this point. Only the tests set it: that nothing is lost
 * at the worst moment can be proven only by dying there.
 */
export function stopPoint(name: StopPoint): void {
  if (armed?.name !== name) return;
  armed.passings -= 1;
  if (armed.passings === 0) process.kill(process.pid, armed.signal);
}
