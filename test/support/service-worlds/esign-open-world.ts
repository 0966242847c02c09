import { COMPANY } from '../../../host/demo/people.js';
import { createEsignProvider } from '../../../host/providers/esign/esign.js';
import type { BindingInput, Envelope } from '../../../src/schema/index.js';
import { BASE, startEsignOpenSimulator, type EsignOpenSimulator } from '../../simulators/esign-open/server.js';
import type { EsignOpenService } from '../../simulators/esign-open/service.js';
import type { OpenWorld } from './service-world.js';

export function esignOpenBinding({ appId, appSecret }: EsignOpenSimulator): BindingInput {
  return {
    provider: 'esign',
    serviceType: 'public',
    name: 'e签宝开放服务',
    isDefault: false,
    environment: 'test',
    appId,
    appSecret,
  };
}

/** The company's id for e签宝. */
export const COMPANY_ID = `org:${COMPANY}`;

/** Accounts of people and of their company, as an administrator makes them beforehand. */
export function addOpenAccounts({ accounts }: EsignOpenService, people: Readonly<Record<string, string>>): void {
  const added = Object.entries(people).map(([thirdId, name]) =>
    accounts.addPerson({ thirdId, name, idNo: `3100000000${thirdId}`, idType: 19 }),
  );
  accounts.addOrganization({
    thirdId: COMPANY_ID,
    creatorId: added[0]?.accountId ?? '',
    name: COMPANY,
    organCode: '91310000MA00000000',
    organType: 11,
  });
}

export const openEsignOpenWorld: OpenWorld = async ({ clock, send, between }) => {
  const simulator = await startEsignOpenSimulator({ clock, send });
  const url = (await between?.(simulator.url)) ?? simulator.url;
  simulator.publicUrl = url;
  const { service, callbacks } = simulator;
  addOpenAccounts(service, { applicant: '王磊', 'signer-a': '李明', 'signer-b': '赵倩' });
  /** The task of a person in the flow of an envelope, which is the newest one with its subject. */
  const tokenOf = ({ subject }: Envelope, userId: string): string => {
    const { accountId } = service.accounts.byThirdId(userId);
    const flow = [...service.flows.values()].findLast(({ scene, tasks }) => scene === subject && tasks.length > 0);
    const task = flow?.tasks.findLast((candidate) => candidate.accountId === accountId);
    if (!task) throw new Error('e签宝 has no task of this person');
    return task.token;
  };
  return {
    providers: [createEsignProvider({ testUrl: `${url}${BASE}` })],
    addresses: [url, simulator.url],
    binding: esignOpenBinding(simulator),
    connect: () => undefined,
    sign: (_test, envelope, { userId }) => service.sign(tokenOf(envelope, userId)),
    reject: (_test, envelope, { userId }, reason) => Promise.resolve(service.refuse(tokenOf(envelope, userId), reason)),
    deliver: (delivery) => callbacks.flush(delivery),
    close: () => simulator.close(),
  };
};
