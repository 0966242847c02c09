import * as z from 'zod/mini';

import { TencentFault } from './fault.js';
import { newId, read, requireFlowName } from './flows.js';
import type { TencentService } from './service.js';

const DAY_S = 24 * 3600;
const Text = z.string().check(z.minLength(1));
const NewCode = z.object({
  TemplateId: Text,
  FlowName: Text,
  MaxFlowNum: z._default(z.int().check(z.minimum(1)), 5),
  FlowEffectiveDay: z._default(z.int(), 7),
  QrEffectiveDay: z._default(z.int(), 7),
});

export interface SimQrCode {
  readonly id: string;
  readonly templateId: string;
  readonly flowDays: number;
  readonly maxFlows: number;
  /** Seconds. */
  readonly expiresAt: number;
  isCancelled: boolean;
}

/** Codes that many people scan (`tencent.md` chapter 8). */
export class QrCodes {
  readonly codes = new Map<string, SimQrCode>();
  readonly #service: TencentService;

  constructor(service: TencentService) {
    this.#service = service;
  }

  create(body: unknown): SimQrCode {
    const given = read(NewCode, body);
    requireFlowName(given.FlowName);
    if (given.FlowEffectiveDay < 1 || given.FlowEffectiveDay > 30) {
      throw new TencentFault('InvalidParameter.QrFlowEffectDay');
    }
    if (given.QrEffectiveDay < 1 || given.QrEffectiveDay > 90) throw new TencentFault('InvalidParameter.QrEffectDay');
    const { Components, Recipients } = this.#service.drafts.template(given.TemplateId);
    if (Components.length > 0) throw new TencentFault('FailedOperation.QrCodeCreatorSignComponents');
    const people = Recipients.filter(({ RecipientType }) => RecipientType === 'INDIVIDUAL');
    const enterprises = Recipients.filter(({ RecipientType }) => RecipientType === 'ENTERPRISE');
    if (people.length !== 1 || enterprises.length > 1) throw new TencentFault('FailedOperation.QrCodeSignUsers');
    // who has scanned is there first: the enterprise signs after them
    const isFirst = enterprises.some(({ RoutingOrder }) => RoutingOrder < (people[0]?.RoutingOrder ?? 0));
    if (isFirst) throw new TencentFault('FailedOperation.QrCodeTemplateId');
    const code: SimQrCode = {
      id: newId(),
      templateId: given.TemplateId,
      flowDays: given.FlowEffectiveDay,
      expiresAt: this.#service.now + given.QrEffectiveDay * DAY_S,
      maxFlows: given.MaxFlowNum,
      isCancelled: false,
    };
    this.codes.set(code.id, code);
    return code;
  }

  cancel(id: string): void {
    this.#alive(id).isCancelled = true;
  }

  #alive(id: string): SimQrCode {
    const code = this.codes.get(id);
    if (!code) throw new TencentFault('ResourceNotFound.QrInfo');
    if (code.isCancelled) throw new TencentFault('OperationDenied.QrInvalid');
    if (code.expiresAt < this.#service.now) throw new TencentFault('OperationDenied.QrHasExpire');
    return code;
  }
}
