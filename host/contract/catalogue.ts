import type { Check } from './check.js';
import { groupOf } from './check.js';
import { accessChecks } from './checks/access.js';
import { answerChecks } from './checks/answers.js';
import { callbackChecks } from './checks/callbacks.js';
import { documentChecks } from './checks/document.js';
import { eventChecks } from './checks/events.js';
import { fileChecks } from './checks/files.js';
import { idempotencyChecks } from './checks/idempotency.js';
import { listChecks } from './checks/lists.js';
import { problemChecks } from './checks/problems.js';
import { secretChecks } from './checks/secrets.js';
import { sessionChecks } from './checks/session.js';
import { signingChecks } from './checks/signing.js';
import { versionChecks } from './checks/versions.js';

/** Every check, in the order of a run: those that look at all answers come after those that ask. */
export const checks: readonly Check[] = [
  ...documentChecks,
  ...sessionChecks,
  ...listChecks,
  ...versionChecks,
  ...idempotencyChecks,
  ...signingChecks,
  ...fileChecks,
  ...accessChecks,
  ...eventChecks,
  ...callbackChecks,
  ...problemChecks,
  ...secretChecks,
  ...answerChecks,
];

export const groups: readonly string[] = [...new Set(checks.map(groupOf))];
