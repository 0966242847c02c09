import type { Migration } from 'kysely/migration';

import * as foundation from './0001-foundation.js';
import * as crashes from './0002-crashes.js';
import * as outboxLeases from './0003-outbox-leases.js';
import * as callbacks from './0004-callbacks.js';
import * as secrets from './0005-secrets.js';
import * as audit from './0008-audit.js';
import * as rowLevelSecurity from './0009-row-level-security.js';
import * as lists from './0010-lists.js';
import * as callbacksKept from './0011-callbacks-kept.js';
import * as fileOwner from './0012-file-owner.js';
import * as filing from './0013-filing.js';
import * as recordProblems from './0014-record-problems.js';
import * as orders from './0015-orders.js';
import * as signingIntents from './0016-signing-intents.js';
import * as batchIntents from './0017-batch-intents.js';
import * as remoteSealUses from './0018-remote-seal-uses.js';
import * as phonePads from './0019-phone-pads.js';
import * as sealUsePhotos from './0020-seal-use-photos.js';
import * as appendRequests from './0021-append-requests.js';
import * as appendKeys from './0022-append-keys.js';
import * as sealHolders from './0023-seal-holders.js';
import * as sealOrders from './0024-seal-orders.js';
import * as sealOrderOutcomes from './0025-seal-order-outcomes.js';

/** Every step of the store's shape, in order of its name. A step that was released is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-crashes': crashes,
  '0003-outbox-leases': outboxLeases,
  '0004-callbacks': callbacks,
  '0005-secrets': secrets,
  '0008-audit': audit,
  '0009-row-level-security': rowLevelSecurity,
  '0010-lists': lists,
  '0011-callbacks-kept': callbacksKept,
  '0012-file-owner': fileOwner,
  '0013-filing': filing,
  '0014-record-problems': recordProblems,
  '0015-orders': orders,
  '0016-signing-intents': signingIntents,
  '0017-batch-intents': batchIntents,
  '0018-remote-seal-uses': remoteSealUses,
  '0019-phone-pads': phonePads,
  '0020-seal-use-photos': sealUsePhotos,
  '0021-append-requests': appendRequests,
  '0022-append-keys': appendKeys,
  '0023-seal-holders': sealHolders,
  '0024-seal-orders': sealOrders,
  '0025-seal-order-outcomes': sealOrderOutcomes,
};
