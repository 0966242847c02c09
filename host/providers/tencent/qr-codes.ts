import * as z from 'zod/mini';

import type { ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import type { TencentClient } from './client.js';
import { flowName } from './flows.js';

const Created = z.object({
  QrCode: z.object({ QrCodeId: z.string().check(z.minLength(1)), QrCodeUrl: z.string(), ExpiredTime: z.int() }),
});
const DEAD = ['OperationDenied.QrInvalid', 'OperationDenied.QrHasExpire'];

/** One code that many people scan, each of whom signs a flow of their own (一码多扫, chapter 8). */
export interface QrCode {
  readonly id: string;
  readonly url: string;
  /** RFC 3339 in UTC. */
  readonly expiresAt: string;
}

export interface QrCodeOrder {
  readonly templateId: string;
  readonly subject: string;
  /** How many flows it makes before it dies; the service takes 5 for granted. */
  readonly maxFlows?: number;
  /** How long a flow can be signed: 7 days unless said otherwise, 30 at most. */
  readonly flowDays?: number;
  /** How long the code lives: 7 days unless said otherwise, 90 at most. */
  readonly codeDays?: number;
}

/**
 * @throws EsignError `config-incomplete` for a template that is not fit for it: it must have nothing for the initiator to fill
 * in, and a person to sign who is the only one, or comes beside or after the own enterprise.
 */
export async function createQrCode(
  client: TencentClient,
  access: ServiceAccess,
  { templateId, subject, maxFlows, flowDays, codeDays }: QrCodeOrder,
): Promise<QrCode> {
  const body = {
    TemplateId: templateId,
    FlowName: flowName(subject),
    ...(maxFlows === undefined ? {} : { MaxFlowNum: maxFlows }),
    ...(flowDays === undefined ? {} : { FlowEffectiveDay: flowDays }),
    ...(codeDays === undefined ? {} : { QrEffectiveDay: codeDays }),
  };
  const { QrCode: made } = await client.order(access, 'CreateMultiFlowSignQRCode', body, Created);
  const expiresAt = new Date(made.ExpiredTime * 1000).toISOString();
  return { id: made.QrCodeId, url: made.QrCodeUrl, expiresAt };
}

/** Ends a code at once; one that is dead already is as good. */
export async function cancelQrCode(client: TencentClient, access: ServiceAccess, id: string): Promise<void> {
  try {
    await client.order(access, 'CancelMultiFlowSignQRCode', { QrCodeId: id }, z.unknown());
  } catch (error) {
    if (!(error instanceof ServiceRefusal) || !DEAD.includes(error.serviceCode)) throw error;
  }
}
