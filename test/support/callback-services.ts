import { createCipheriv, createHmac, randomUUID } from 'node:crypto';

import { createEsignProvider } from '../../host/providers/esign/esign.js';
import type { SignatureProvider } from '../../host/providers/provider.js';
import { createQiyuesuoProvider } from '../../host/providers/qiyuesuo/qiyuesuo.js';
import { toShanghai } from '../../host/providers/shanghai-time.js';
import { createTencentProvider } from '../../host/providers/tencent/tencent.js';
import { createZhangguanjiaProvider } from '../../host/providers/zhangguanjia/zhangguanjia.js';
import type { BindingInput, RefValue, SealUseStatus } from '../../src/schema/index.js';
import { BASE, startEsignOpenSimulator } from '../simulators/esign-open/server.js';
import { startEsignPrivateSimulator } from '../simulators/esign-private/server.js';
import { startQiyuesuoSimulator } from '../simulators/qiyuesuo/server.js';
import { encryptCallback } from '../simulators/tencent/callbacks.js';
import { startTencentSimulator } from '../simulators/tencent/server.js';
import { SIGNER } from '../simulators/tencent/service.js';
import { startZhangguanjiaSimulator } from '../simulators/zhangguanjia/server.js';
import type { Event } from './callback-operators.js';
import type { RunTarget } from './callback-runs.js';
import { addOpenAccounts, esignOpenBinding } from './service-worlds/esign-open-world.js';
import { esignPrivateBinding } from './service-worlds/esign-private-world.js';
import { qiyuesuoBinding } from './service-worlds/qiyuesuo-world.js';
import { tencentBinding } from './service-worlds/tencent-world.js';
import { zhangguanjiaBinding } from './service-worlds/zhangguanjia-binding.js';

/** Now, for the services and for the host. */
export const NOW = new Date('2026-11-22T02:00:00.000Z');
/** The secret of another tenant’s account. */
export const FOREIGN_SECRET = 'secret-of-another-account-000000';
const JSON_TYPE = { 'content-type': 'application/json' };

const UNSIGNED = {
  C04: 'does not apply: nothing is signed, so there is no signature to write in another way',
  C05: 'does not apply: nothing is signed, so no secret of an account is in it',
  C06: 'does not apply: nothing is signed, so there is no signature to cut',
  C07: 'does not apply: nothing is signed, so no text is signed instead of another',
  C08: 'does not apply: no time is read, since what happened when is asked for',
  C09: 'does not apply: no time is read, since what happened when is asked for',
};

/** What a service has to tell of an envelope, and how it comes true there. */
interface Told {
  readonly events: readonly Event[];
  /** The first events come true, so many of them. */
  happen(upTo: number): Promise<void>;
}

/** A simulated service with its adapter, and the form of its callbacks. */
export interface Service {
  readonly provider: SignatureProvider;
  readonly url: string;
  readonly binding: BindingInput;
  /** The binding of another tenant. */
  readonly foreign: BindingInput;
  /** What is applied for where callbacks are about physical seals, and how such a use ends. */
  readonly seals?: { readonly fileType: RefValue; readonly seal: RefValue; readonly lastStatus: SealUseStatus };
  readonly form: Omit<RunTarget, 'address' | 'foreignAddress' | 'foreignSecret' | 'now' | 'subject'>;
  /** Somebody's signature, and the end of an envelope with one signer. */
  tell(externalId: string): Told;
  close(): Promise<void>;
}

export const clock = (): Date => NOW;

/** What a service lacks that signs nothing. */
function unproven(): Pick<
  RunTarget,
  'signatureHeader' | 'isCaseSensitive' | 'secret' | 'moved' | 'sign' | 'isUnproven' | 'unfit'
> {
  return {
    signatureHeader: '',
    isCaseSensitive: true,
    secret: '',
    moved: (event) => event,
    sign: () => JSON_TYPE,
    isUnproven: true,
    unfit: UNSIGNED,
  };
}

async function openEsignOpen(): Promise<Service> {
  const simulator = await startEsignOpenSimulator({ clock });
  const { service } = simulator;
  addOpenAccounts(service, { 'signer-a': '王芳', 'signer-b': '陈刚', applicant: '李敏' });
  const binding = esignOpenBinding(simulator);
  return {
    provider: createEsignProvider({ testUrl: `${simulator.url}${BASE}` }),
    url: simulator.url,
    binding,
    foreign: { ...binding, appSecret: FOREIGN_SECRET } as BindingInput,
    form: {
      name: 'esign open',
      signatureHeader: 'x-tsign-open-signature',
      required: ['action', 'flowId', 'accountId', 'signTime', 'signResult'],
      typed: ['flowId', 'accountId', 'signTime'],
      action: 'action',
      delivery: 'delivery',
      isCaseSensitive: false,
      secret: simulator.appSecret,
      moved: (event, at) => ({ ...event, signTime: toShanghai(at.toISOString()) }),
      sign: (body, { secret = simulator.appSecret, at = NOW } = {}) => {
        const timestamp = String(at.getTime());
        const signature = createHmac('sha256', secret).update(timestamp).update(body).digest('hex');
        return { ...JSON_TYPE, 'x-tsign-open-timestamp': timestamp, 'x-tsign-open-signature': signature };
      },
    },
    tell: (flowId) => {
      const task = service.find(flowId).tasks.find(({ signStatus }) => signStatus === 1);
      if (!task) throw new Error('nobody is to sign');
      const { accountId, thirdOrderNo, token } = task;
      const at = toShanghai(NOW.toISOString());
      return {
        events: [
          { action: 'SIGN_FLOW_UPDATE', flowId, accountId, thirdOrderNo, signTime: at, signResult: 2 },
          { action: 'SIGN_FLOW_FINISH', flowId, flowStatus: 2, statusDescription: '', endTime: at },
        ],
        happen: () => service.sign(token),
      };
    },
    close: () => simulator.close(),
  };
}

async function openEsignPrivate(): Promise<Service> {
  const simulator = await startEsignPrivateSimulator({ clock });
  const { service } = simulator;
  for (const id of ['applicant', 'signer-a', 'signer-b']) service.addInner(id, id);
  const binding = esignPrivateBinding(simulator);
  return {
    provider: createEsignProvider(),
    url: simulator.url,
    binding,
    foreign: { ...binding, projectSecret: FOREIGN_SECRET } as BindingInput,
    form: {
      name: 'esign private',
      ...unproven(),
      required: ['action', 'flowId'],
      // a whole number like any other
      tolerates: 0,
      action: 'action',
      delivery: 'delivery',
    },
    tell: (externalId) => {
      const flow = service.find(Number(externalId));
      const seat = flow.seats.find(({ signStatus }) => signStatus === 1);
      const who = seat?.given.uniqueId ?? seat?.given.accountId ?? '';
      const common = { flowId: flow.id, bizNo: flow.given.bizNo, flowType: 'Common', status: 2 };
      return {
        events: ['SIGN_FLOW_UPDATE', 'SIGN_FLOW_FINISH'].map((action) => ({ action, ...common })),
        happen: () => service.sign(flow.id, who),
      };
    },
    close: () => simulator.close(),
  };
}

async function openQiyuesuo(): Promise<Service> {
  const simulator = await startQiyuesuoSimulator({ clock });
  const { service } = simulator;
  const encryptionKey = 'qysCallbackKey01';
  const binding = { ...qiyuesuoBinding(simulator), encryptionKey } as BindingInput;
  return {
    provider: createQiyuesuoProvider(),
    url: simulator.url,
    binding,
    foreign: { ...binding, appSecret: FOREIGN_SECRET } as BindingInput,
    form: {
      name: 'qiyuesuo',
      ...unproven(),
      required: ['contractId'],
      action: 'status',
      delivery: 'delivery',
      pack: (clear, change = (cipher) => cipher) => {
        const cipher = createCipheriv('aes-128-ecb', Buffer.from(encryptionKey), null);
        const bytes = Buffer.concat([cipher.update(clear), cipher.final()]);
        return Buffer.from(Buffer.from(change(bytes)).toString('base64'));
      },
    },
    tell: (contractId) => {
      const contract = service.find(contractId);
      const next = contract.signatories.find(({ status }) => status === 'SIGNING');
      const contact = next?.given.contact ?? next?.operators[0]?.operatorContact ?? '';
      const sn = contract.given.sn ?? '';
      return {
        events: ['SIGNING', 'COMPLETE'].map((status) => ({ contractId, status, sn })),
        happen: () => service.sign(contractId, contact),
      };
    },
    close: () => simulator.close(),
  };
}

/** The same account of 契约锁, for its physical seals. */
async function openQiyuesuoSeals(): Promise<Service> {
  const simulator = await startQiyuesuoSimulator({ clock });
  const { physical } = simulator;
  const binding = qiyuesuoBinding(simulator);
  return {
    provider: createQiyuesuoProvider(),
    url: simulator.url,
    binding,
    foreign: { ...binding, appSecret: FOREIGN_SECRET } as BindingInput,
    seals: {
      fileType: { id: '2600000000000000002', name: '实体章用印' },
      seal: { id: '2800000000000000003', name: '实体公章' },
      lastStatus: 'completed',
    },
    form: {
      name: 'qiyuesuo seals',
      ...unproven(),
      required: ['businessId'],
      action: 'status',
      delivery: 'delivery',
    },
    tell: (businessId) => ({
      events: ['USING', 'COMPLETE'].map((status) => ({ businessId, status })),
      happen: () => Promise.resolve(physical.finish(businessId)),
    }),
    close: () => simulator.close(),
  };
}

async function openTencent(): Promise<Service> {
  const simulator = await startTencentSimulator({ clock });
  const { service, console } = simulator;
  const binding = tencentBinding(simulator);
  return {
    provider: createTencentProvider({ testUrl: simulator.url }),
    url: simulator.url,
    binding,
    foreign: { ...binding, signatureToken: FOREIGN_SECRET } as BindingInput,
    form: {
      name: 'tencent',
      signatureHeader: 'content-signature',
      required: ['MsgId', 'MsgType', 'MsgData'],
      action: 'MsgType',
      delivery: 'MsgId',
      isCaseSensitive: true,
      secret: console.token,
      moved: (event, at) => {
        const data = event['MsgData'] as Event;
        return { ...event, MsgData: { ...data, UpdatedOn: Math.floor(at.getTime() / 1000) } };
      },
      sign: (body, { secret = console.token } = {}) => ({
        ...JSON_TYPE,
        'content-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      }),
      pack: (clear, change = (cipher) => cipher) => {
        const cipher = change(Buffer.from(encryptCallback(clear, console.key), 'base64'));
        return Buffer.from(JSON.stringify({ encrypt: Buffer.from(cipher).toString('base64') }));
      },
    },
    tell: (FlowId) => {
      const { approvers, createdOn, updatedOn, userData: UserData } = service.find(FlowId);
      const RecipientId = approvers.find(({ status }) => status === SIGNER.toSign)?.recipientId ?? '';
      const Approvers = [{ RecipientId, ApproveCallbackStatus: 3, ApproveMessage: '', ApproveTime: updatedOn }];
      const times = { CreateOn: createdOn, UpdatedOn: updatedOn };
      return {
        events: [
          ['sign', 2],
          ['finish', 4],
        ].map(([Operate, FlowCallbackStatus]) => ({
          MsgId: randomUUID(),
          MsgType: 'FlowStatusChange',
          MsgData: { FlowId, FlowCallbackStatus, ...times, RecipientId, Operate, UserData, Approvers },
        })),
        happen: () => service.sign(FlowId, RecipientId),
      };
    },
    close: () => simulator.close(),
  };
}

async function openZhangguanjia(): Promise<Service> {
  const simulator = await startZhangguanjiaSimulator({ clock });
  const { service } = simulator;
  const binding = zhangguanjiaBinding(simulator);
  return {
    provider: createZhangguanjiaProvider(),
    url: simulator.url,
    binding,
    foreign: { ...binding, clientSecret: FOREIGN_SECRET } as BindingInput,
    seals: {
      fileType: { id: 'zgjtype0000000000001', name: '投标文件' },
      seal: { id: 'seal-0001', name: '公司公章' },
      lastStatus: 'filed',
    },
    form: {
      name: 'zhangguanjia',
      ...unproven(),
      required: ['event', 'sealapply_id'],
      typed: ['sealapply_id', 'eventId'],
      action: 'event',
      delivery: 'eventId',
    },
    tell: (id) => {
      const events = ['SEAL_USE_FINISHED', 'FILE_ARCHIVED'] as const;
      return {
        events: events.map((event) => ({ event, sealapply_id: id, eventId: randomUUID(), usedCount: 0, remark: '' })),
        happen: (upTo) => {
          for (const event of events.slice(0, upTo)) service.happen(id, event);
          return Promise.resolve();
        },
      };
    },
    close: () => simulator.close(),
  };
}

/** Each of the services at which people sign or seals are kept. */
export async function openServices(): Promise<Service[]> {
  return [
    await openEsignOpen(),
    await openEsignPrivate(),
    await openQiyuesuo(),
    await openQiyuesuoSeals(),
    await openTencent(),
    await openZhangguanjia(),
  ];
}
