import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';

import { EsignFault } from '../kit/esign-fault.js';
import type { requests } from './wire.js';

export interface SimAccount {
  readonly accountId: string;
  readonly thirdId: string | undefined;
  readonly kind: 'person' | 'organization';
  /** The paper, so that nobody gets two accounts. */
  readonly paper: string;
  name: string;
  isClosed: boolean;
  /** Until when it may sign silently; null for ever, undefined for never. */
  grantedUntil: number | null | undefined;
  readonly seals: { readonly sealId: string; readonly sealAlias: string }[];
}

/** People and organisations at the open service. */
export class SimAccounts {
  readonly all: SimAccount[] = [];

  addPerson(given: Omit<z.infer<typeof requests.person>, 'mobile' | 'email'>): SimAccount {
    const paper = `${given.idType}:${given.idNo}`;
    if (this.all.some((account) => account.paper === paper)) throw new EsignFault(1435206, '账号已存在');
    return this.#add('person', given.thirdId, given.name, paper);
  }

  addOrganization({ thirdId, creatorId, name, organCode }: z.infer<typeof requests.organization>): SimAccount {
    if (this.find(creatorId).kind !== 'person') throw new EsignFault(1435204, '账号不存在');
    const paper = `org:${organCode}`;
    if (this.all.some((account) => account.paper === paper)) {
      throw new EsignFault(1435207, '企业账号已存在，且已关联经办人');
    }
    return this.#add('organization', thirdId, name, paper);
  }

  /** @throws EsignFault 1435204 where there is none, or it is closed. */
  find(accountId: string, code = 1435204): SimAccount {
    const account = this.all.find((candidate) => candidate.accountId === accountId);
    if (!account || account.isClosed) throw new EsignFault(code, '账号不存在');
    return account;
  }

  byThirdId(thirdId: string): SimAccount {
    const account = this.all.find((candidate) => candidate.thirdId === thirdId && !candidate.isClosed);
    if (!account) throw new EsignFault(1435204, '账号不存在');
    return account;
  }

  close(accountId: string): void {
    const account = this.all.find((candidate) => candidate.accountId === accountId);
    if (!account) throw new EsignFault(1435204, '账号不存在');
    if (account.isClosed) throw new EsignFault(1435205, '注销账号失败');
    account.isClosed = true;
  }

  #add(kind: SimAccount['kind'], thirdId: string | undefined, name: string, paper: string): SimAccount {
    // also that of a closed account is never given twice
    if (thirdId !== undefined && this.all.some((account) => account.thirdId === thirdId)) {
      throw new EsignFault(1435206, '账号已存在');
    }
    const accountId = randomUUID().replaceAll('-', '');
    const seals = [{ sealId: `seal-${accountId.slice(0, 8)}`, sealAlias: '默认印章' }];
    const account: SimAccount = {
      accountId,
      thirdId,
      kind,
      paper,
      name,
      isClosed: false,
      grantedUntil: undefined,
      seals,
    };
    this.all.push(account);
    return account;
  }
}
