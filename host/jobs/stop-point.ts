/** Points of the way from a signature to the filed document at which the kill tests end the process. */
export type StopPoint = 'files-written' | 'committed' | 'effect-claimed' | 'files-filed' | 'workflow-submitted';

/**
 * Ends the process without a farewell when `ESIGN_STOP_AT` names this point. Only the tests set it: that nothing is lost
 * at the worst moment can be proven only by dying there.
 */
export function stopPoint(name: StopPoint): void {
  if (process.env['ESIGN_STOP_AT'] === name) process.kill(process.pid, 'SIGKILL');
}
