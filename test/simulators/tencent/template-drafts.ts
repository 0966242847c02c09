import type * as z from 'zod/mini';

import { fillPdf } from '../kit/template-pdf.js';
import { TencentFault } from './fault.js';
import {
  newId,
  NewDocument,
  NewTemplateFlow,
  read,
  requireDifferent,
  requireFlowName,
  requireNothingToFill,
  requirePerson,
} from './flows.js';
import type { SimTemplate, TencentService } from './service.js';

const START_WITHIN_S = 300;

interface Draft {
  readonly given: z.infer<typeof NewTemplateFlow>;
  readonly organizationId: string;
  readonly deadline: number;
  /** When its file is composed, in seconds; null before `CreateDocument`. */
  composedOn: number | null;
}

/** Flows of templates between their first and their last call (`tencent.md` chapter 6). */
export class TemplateDrafts {
  /** What each template is made of: fields are named after its controls. */
  file: Uint8Array = new Uint8Array();
  composingSeconds = 0;
  readonly #service: TencentService;
  readonly #drafts = new Map<string, Draft>();

  constructor(service: TencentService) {
    this.#service = service;
  }

  template(id: string): SimTemplate {
    const found = this.#service.templates.find(({ TemplateId }) => TemplateId === id);
    if (!found || found.Status !== 1 || found.Available !== 1) throw new TencentFault('ResourceNotFound.Template');
    return found;
  }

  createFlow(body: unknown, organizationId: string): string {
    const given = read(NewTemplateFlow, body);
    requireFlowName(given.FlowName);
    requireDifferent(given);
    requireNothingToFill(given.Approvers);
    for (const approver of given.Approvers) {
      requirePerson(approver);
      if (approver.RecipientId === undefined) throw new TencentFault('MissingParameter', 'RecipientId');
    }
    const id = newId();
    const deadline = this.#service.deadlineOf(given.DeadLine);
    this.#drafts.set(id, { given, organizationId, deadline, composedOn: null });
    return id;
  }

  /** The signers are those of the template, in its order; the initiator fills in its own controls and no others. */
  async createDocument(body: unknown): Promise<{ documentId: string; recipientIds: string[] }> {
    const { FlowId, TemplateId, FormFields } = read(NewDocument, body);
    const draft = this.#find(FlowId);
    if (draft.composedOn !== null) throw new TencentFault('FailedOperation.FlowHasDocument');
    const { Recipients, Components, SignOrder } = this.template(TemplateId);
    const { Approvers } = draft.given;
    const fits = Recipients.every(({ RecipientId, RecipientType }, index) => {
      const approver = Approvers[index];
      const isPerson = approver?.ApproverType === 1;
      return approver?.RecipientId === RecipientId && isPerson === (RecipientType === 'INDIVIDUAL');
    });
    if (!fits || Approvers.length !== Recipients.length) {
      throw new TencentFault('OperationDenied.ApproverNoMatchTemplate');
    }
    // which code says that the setting of the template is another one is assumed
    if (SignOrder.every((place) => place === -1) !== draft.given.Unordered)
      throw new TencentFault('InvalidParameter', 'Unordered');
    const filled = FormFields.map(({ ComponentId, ComponentName, ComponentValue }) => {
      const control = Components.find((one) => one.ComponentId === ComponentId || one.ComponentName === ComponentName);
      if (!control) throw new TencentFault('InvalidParameter', 'FormFields');
      return [control.ComponentName, ComponentValue] as const;
    });
    const isMissing = Components.some(
      ({ ComponentName, ComponentRequired }) =>
        ComponentRequired && !filled.some(([name, value]) => name === ComponentName && value !== ''),
    );
    if (isMissing) throw new TencentFault('OperationDenied.RequiredComponentNotFill');
    const bytes = await fillPdf(this.file, Object.fromEntries(filled));
    if (!bytes) throw new TencentFault('InternalError', 'the template has no such field');
    draft.composedOn = this.#service.now + this.composingSeconds;
    // the places are those of the template
    const SignComponents = (type: number | undefined, index: number) => [
      {
        ComponentType: type === 1 ? 'SIGN_SIGNATURE' : 'SIGN_SEAL',
        GenerateMode: 'NORMAL' as const,
        FileIndex: 0,
        ComponentPage: 1,
        ComponentPosX: 72 + 240 * index,
        ComponentPosY: 400,
        ComponentWidth: 110,
        ComponentHeight: 110,
      },
    ];
    const given = {
      ...draft.given,
      Approvers: Approvers.map((one, index) => ({ ...one, SignComponents: SignComponents(one.ApproverType, index) })),
    };
    const flow = this.#service.flowOf(FlowId, given, bytes, draft);
    this.#service.flows.set(FlowId, flow);
    return { documentId: newId(), recipientIds: flow.approvers.map(({ recipientId }) => recipientId) };
  }

  start(id: string): void {
    const { composedOn } = this.#find(id);
    if (composedOn === null) throw new TencentFault('FailedOperation.FlowHasNoDocument');
    const flow = this.#service.find(id);
    if (flow.status !== 0) throw new TencentFault('OperationDenied.FlowHasStarted');
    if (this.#service.now < composedOn) throw new TencentFault('FailedOperation', '合同正在合成');
    if (this.#service.now > composedOn + START_WITHIN_S) throw new TencentFault('OperationDenied.FlowStatusForbid');
    this.#service.start(flow);
  }

  #find(id: string): Draft {
    const draft = this.#drafts.get(id);
    if (!draft) throw new TencentFault('ResourceNotFound.Flow');
    return draft;
  }
}
