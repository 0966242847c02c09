import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { Envelope, EnvelopeDocument } from '../../../src/schema/index.js';
import { NotYet } from '../not-yet.js';
import type { RemoteNames, RemoteOrder, ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { SERVICE, type TencentClient } from './client.js';
import { approversInOrder, headOf, namesOf, unable, whoSigns } from './flows.js';

const PAUSES_MS = [1000, 2000, 3000, 5000, 8000];

type Template = NonNullable<EnvelopeDocument['template']>;

const Recipient = z.object({
  RecipientId: z.string().check(z.minLength(1)),
  RecipientType: z.enum(['ENTERPRISE', 'INDIVIDUAL', 'PROMOTER']),
  RequireSign: z.optional(z.nullable(z.boolean())),
});
const Template = z.object({
  TemplateId: z.string(),
  Recipients: z.array(Recipient),
  /** -1 for each where they sign in no order, else when each signs from 0. */
  SignOrder: z.optional(z.nullable(z.array(z.int()))),
});
type KnownTemplate = z.infer<typeof Template>;
const Templates = z.object({ Templates: z.array(Template) });
const NewFlow = z.object({ FlowId: z.string().check(z.minLength(1)) });
const Started = z.object({ Status: z.string() });

/** The template that an envelope is made of; null for a file. */
export function templateOf({ documents }: Pick<Envelope, 'documents'>): Template | null {
  return documents[0]?.template ?? null;
}

/**
 * The first two of three calls (chapter 6.2): the flow with its signers, and its file. Nobody hears of it before
 * {@link startFlow}, so an order whose answer was lost leaves nothing behind that anybody could sign.
 *
 * @throws EsignError `config-incomplete` for a template that is gone, `invalid-input` for parties that it does not have and for
 * another order of signing.
 */
export async function createByTemplate(
  client: TencentClient,
  access: ServiceAccess,
  order: RemoteOrder,
  template: Template,
): Promise<RemoteNames> {
  const known = await findTemplate(client, access, template.id);
  const { FlowId } = await client.order(access, 'CreateFlow', templateFlowBody(order, known), NewFlow);
  const [file] = order.files;
  const document = {
    FlowId,
    TemplateId: template.id,
    FileNames: [file?.document.name ?? ''],
    FormFields: template.controls.map(({ control, value }) => ({ ComponentId: control, ComponentValue: value })),
  };
  await client.order(access, 'CreateDocument', document, z.unknown());
  return namesOf({ FlowId, Approvers: [...known.Recipients] }, order);
}

/**
 * The last call. While the file is composed it is refused, and tried again after the pauses that the documents advise.
 *
 * @throws NotYet `provider-failed` while the file is composed.
 */
export async function startFlow(client: TencentClient, access: ServiceAccess, flowId: string): Promise<void> {
  try {
    await client.order(access, 'StartFlow', { FlowId: flowId }, Started);
  } catch (error) {
    const code = error instanceof ServiceRefusal ? error.serviceCode : '';
    if (code === 'FailedOperation')
      throw new NotYet('provider-failed', `${SERVICE} composes the file`, PAUSES_MS, error);
    if (code !== 'OperationDenied.FlowHasStarted') throw error;
  }
}

/** The template, with those of its recipients who sign. */
async function findTemplate(client: TencentClient, access: ServiceAccess, id: string): Promise<KnownTemplate> {
  const body = { Filters: [{ Key: 'template-id', Values: [id] }], Limit: 1, Offset: 0, ContentType: 0 };
  const { Templates: found } = await client.order(access, 'DescribeFlowTemplates', body, Templates);
  const template = found.find(({ TemplateId }) => TemplateId === id);
  if (!template) throw new EsignError('config-incomplete', `${SERVICE} does not have the template any more`);
  return { ...template, Recipients: template.Recipients.filter(({ RequireSign }) => RequireSign !== false) };
}

/** The body of `CreateFlow`: its signers are those of the template, of the same kinds in the same order. */
export function templateFlowBody(
  order: RemoteOrder,
  { Recipients: recipients, SignOrder }: KnownTemplate,
): Record<string, unknown> {
  const { envelope } = order;
  const parties = approversInOrder(envelope);
  const fits = parties.every(({ party }, nth) => {
    const kind = recipients[nth]?.RecipientType;
    return kind !== undefined && (kind === 'INDIVIDUAL') === (party.kind === 'person');
  });
  if (!fits || parties.length !== recipients.length) {
    throw unable('/parties', 'CAPABILITY', 'the parties are not those of the template, in its order');
  }
  const head = headOf(order);
  const Unordered = SignOrder?.length ? SignOrder.every((place) => place === -1) : head['Unordered'];
  const isSameOrder =
    Unordered ||
    SignOrder?.length !== parties.length ||
    parties.slice(1).every(({ party }, nth) => {
      const later = (SignOrder[nth + 1] ?? 0) - (SignOrder[nth] ?? 0);
      return Math.sign(later) === Math.sign(party.order - (parties[nth]?.party.order ?? 0));
    });
  if (parties.length > 1 && (Unordered !== head['Unordered'] || !isSameOrder)) {
    throw unable('/order', 'CAPABILITY', 'the parties do not sign in the order of the template');
  }
  return {
    ...head,
    Unordered,
    Approvers: parties.map(({ party, index }, nth) => ({
      ...whoSigns(order, party, index),
      RecipientId: recipients[nth]?.RecipientId,
    })),
    // spelt otherwise than for a file
    ...(envelope.deadline === null ? {} : { DeadLine: Math.floor(Date.parse(envelope.deadline) / 1000) }),
  };
}
