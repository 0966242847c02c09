import * as z from 'zod/mini';

import { TencentFault } from './fault.js';
import { read, type SimFlow } from './flows.js';
import type { TencentService } from './service.js';

/** One call of an action, after its signature and its operator were found right. */
export interface ActionCall {
  readonly service: TencentService;
  readonly body: Record<string, unknown>;
  /** Where the service is reached. */
  readonly url: string;
  /** The enterprise that the call acts for. */
  readonly organizationId: string;
}

type Action = (call: ActionCall) => Promise<object> | object;

const Text = z.string().check(z.minLength(1));
const Ids = z.object({ FlowIds: z.array(Text).check(z.minLength(1), z.maxLength(100)) });
const Page = z.object({ Limit: z._default(z.int(), 20), Offset: z._default(z.int(), 0) });
const Upload = z.object({
  BusinessType: z.enum(['DOCUMENT', 'TEMPLATE']),
  FileInfos: z.array(z.object({ FileName: Text, FileBody: Text })).check(z.minLength(1), z.maxLength(20)),
});
const SignUrl = z.object({
  FlowId: Text,
  FlowApproverInfos: z.array(
    z.object({
      Name: z.optional(Text),
      Mobile: z.optional(Text),
      ApproverType: z.optional(z.enum(['ORGANIZATION', 'PERSON'])),
      OrganizationName: z.optional(Text),
      RecipientId: z.optional(Text),
    }),
  ),
  JumpUrl: z.optional(z.string().check(z.maxLength(1000))),
  ExpiredOn: z._default(z.int().check(z.minimum(1800), z.maximum(7_776_000)), 1800),
  UrlType: z._default(z.int(), 0),
});
const Scheme = z.object({
  EndPoint: z._default(z.string(), 'HTTP'),
  FlowId: z.optional(Text),
  PathType: z._default(z.int(), 0),
  Name: z.optional(z.string().check(z.maxLength(50))),
  Mobile: z.optional(z.string().check(z.regex(/^1\d{10}$/))),
  OrganizationName: z.optional(Text),
});
const FileUrls = z.object({
  BusinessType: z.string(),
  BusinessIds: z.array(Text).check(z.minLength(1), z.maxLength(20)),
  FileType: z.optional(z.enum(['JPG', 'PDF', 'ZIP'])),
  UrlTtl: z._default(z.int().check(z.minimum(1), z.maximum(86_400)), 300),
});
const Filtered = z.object({ Filters: z._default(z.array(z.object({ Key: Text, Values: z.array(Text) })), []) });
const SCHEME_DAYS = 90;
/** Stands for the signer in an address that leads to a template. */
export const TEMPLATE = 'template';

/** What `UploadFiles` does, on the host for files. */
export const fileActions: Readonly<Record<string, Action>> = {
  UploadFiles: ({ service, body }) => {
    const { FileInfos } = read(Upload, body);
    const FileIds = FileInfos.map(({ FileName, FileBody }) => service.upload(FileName, FileBody));
    return { FileIds, TotalCount: FileIds.length };
  },
};

/** Everything else. */
export const actions: Readonly<Record<string, Action>> = {
  CreateFlowByFiles: async ({ service, body, organizationId }) => {
    const { id, approvers } = await service.createByFiles(body, organizationId);
    return {
      FlowId: id,
      Approvers: approvers.map(({ recipientId, signId }) => ({ SignId: signId, RecipientId: recipientId })),
    };
  },
  CreateFlow: ({ service, body, organizationId }) => ({ FlowId: service.drafts.createFlow(body, organizationId) }),
  CreateDocument: async ({ service, body }) => {
    const { documentId, recipientIds } = await service.drafts.createDocument(body);
    return {
      DocumentId: documentId,
      PreviewFileUrl: '',
      Approvers: recipientIds.map((RecipientId) => ({ RecipientId })),
    };
  },
  StartFlow: ({ service, body }) => {
    service.drafts.start(textOf(body, 'FlowId', 'MissingParameter.FlowId'));
    return { Status: 'START' };
  },
  CreateMultiFlowSignQRCode: ({ service, body, url }) => {
    const { id, expiresAt } = service.qrCodes.create(body);
    return { QrCode: { QrCodeId: id, QrCodeUrl: `${url}/page/home`, ExpiredTime: expiresAt } };
  },
  CancelMultiFlowSignQRCode: ({ service, body }) => {
    service.qrCodes.cancel(textOf(body, 'QrCodeId', 'MissingParameter.QrCodeId'));
    return {};
  },
  DescribeFlowInfo: ({ service, body, organizationId }) => ({
    FlowDetailInfos: known(service, read(Ids, body).FlowIds, organizationId).map(detailOf),
  }),
  DescribeFlowBriefs: ({ service, body, organizationId }) => ({
    FlowBriefs: known(service, read(Ids, body).FlowIds, organizationId).map(briefOf),
  }),
  CancelFlow: ({ service, body }) => {
    service.cancel(textOf(body, 'FlowId', 'MissingParameter.FlowId'), String(body['CancelMessage'] ?? ''));
    return {};
  },
  CreateFlowReminds: ({ service, body, organizationId }) => ({
    RemindFlowRecords: known(service, read(Ids, body).FlowIds, organizationId).map((flow) => {
      const CanRemind = flow.status < 3;
      if (CanRemind) service.reminders.push(flow.id);
      return { FlowId: flow.id, CanRemind, RemindMessage: CanRemind ? '' : '合同已结束' };
    }),
  }),
  CreateFlowSignUrl: ({ service, body, url }) => {
    const { FlowId, FlowApproverInfos, ExpiredOn } = read(SignUrl, body);
    const flow = service.find(FlowId);
    return {
      FlowApproverUrlInfos: FlowApproverInfos.map(({ RecipientId, Mobile = '' }) => {
        const approver = RecipientId
          ? flow.approvers.find(({ recipientId }) => recipientId === RecipientId)
          : service.approverOf(flow, Mobile);
        if (!approver) throw new TencentFault('ResourceNotFound.User');
        const SignUrl = `${url}/page/${service.link(FlowId, approver.recipientId, ExpiredOn)}`;
        return { SignUrl, LongUrl: SignUrl, RecipientId: approver.recipientId };
      }),
    };
  },
  CreateSchemeUrl: ({ service, body, url }) => {
    const { EndPoint, FlowId, PathType, Mobile = '' } = read(Scheme, body);
    if (!['HTTP', 'HTTP_SHORT_URL', 'APP'].includes(EndPoint)) throw new TencentFault('InvalidParameter.EndPoint');
    if (PathType !== 1) return { SchemeUrl: `${url}/page/home` };
    if (FlowId === undefined) throw new TencentFault('MissingParameter.FlowId');
    if (EndPoint === 'HTTP') throw new TencentFault('InvalidParameter.EndPoint');
    const { recipientId } = service.approverOf(service.find(FlowId), Mobile);
    return { SchemeUrl: `${url}/page/${service.link(FlowId, recipientId, SCHEME_DAYS * 86_400)}` };
  },
  DescribeFileUrls: ({ service, body, url }) => {
    const { BusinessType, BusinessIds, UrlTtl } = read(FileUrls, body);
    if (!['FLOW', 'DOCUMENT', 'TEMPLATE', 'SEAL'].includes(BusinessType)) {
      throw new TencentFault('InvalidParameter.BusinessType');
    }
    const urls = BusinessIds.map((id) => {
      const isTemplate = BusinessType === 'TEMPLATE';
      if (isTemplate) service.drafts.template(id);
      else service.find(id);
      return { Url: `${url}/storage/${service.link(id, isTemplate ? TEMPLATE : '', UrlTtl)}`, Option: '' };
    });
    return { FileUrls: urls, TotalCount: urls.length };
  },
  DescribeOrganizationSeals: ({ service, body }) => {
    const { Limit, Offset } = limited(body);
    const all = Array.isArray(body['SealStatuses']) && body['SealStatuses'].includes('ALL');
    const seals = service.seals.filter(({ SealStatus }) => all || SealStatus === 'SUCCESS');
    // the offset counts pages
    return { TotalCount: seals.length, Seals: seals.slice(Offset * Limit, (Offset + 1) * Limit) };
  },
  DescribeFlowTemplates: ({ service, body }) => {
    const { Limit, Offset } = limited(body);
    const { Filters } = read(Filtered, body);
    const wanted = Filters.find(({ Key }) => Key === 'template-id')?.Values;
    const templates = service.templates.filter(({ TemplateId }) => wanted?.includes(TemplateId) ?? true);
    // the offset counts rows
    return { TotalCount: templates.length, Templates: templates.slice(Offset, Offset + Limit) };
  },
  DescribeOrganizationGroupOrganizations: ({ service, body, organizationId }) => {
    const { Limit, Offset } = limited(body);
    // a member has no group of its own
    const group = organizationId === service.organization.id ? service.members : [];
    const list = group.filter(({ OrganizationId }) => (body['Id'] ?? OrganizationId) === OrganizationId);
    // the offset counts rows
    return { Total: list.length, List: list.slice(Offset, Offset + Limit) };
  },
};

function limited(body: unknown): z.infer<typeof Page> {
  const page = read(Page, body);
  if (page.Limit < 1 || page.Limit > 200) throw new TencentFault('InvalidParameter.Limit');
  if (page.Offset < 0) throw new TencentFault('InvalidParameter.InvalidOffset');
  return page;
}

function textOf(body: Record<string, unknown>, name: string, code: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new TencentFault(code);
  return value;
}

/** Flows that nobody knows, and those of another enterprise, are left out. */
function known(service: TencentService, ids: readonly string[], organizationId: string): SimFlow[] {
  return ids.flatMap((id) => {
    const flow = service.flows.get(id);
    return flow?.organizationId === organizationId ? [service.find(id)] : [];
  });
}

function briefOf({ id, name, status, createdOn, message, deadline }: SimFlow): Record<string, unknown> {
  return {
    FlowId: id,
    FlowName: name,
    FlowDescription: '',
    FlowType: '',
    FlowStatus: status,
    CreatedOn: createdOn,
    FlowMessage: message,
    Deadline: deadline,
  };
}

function detailOf(flow: SimFlow): Record<string, unknown> {
  return {
    ...briefOf(flow),
    FlowApproverInfos: flow.approvers.map(({ given, recipientId, signId, status, time, message }, index) => ({
      RecipientId: recipientId,
      SignId: signId,
      ApproveStatus: status,
      ApproveType: { 0: 'ORGANIZATION', 1: 'PERSON', 3: 'ENTERPRISESERVER' }[given.ApproverType ?? 0],
      ApproveName: given.ApproverName ?? '',
      Mobile: given.ApproverMobile ?? '',
      OrganizationName: given.OrganizationName ?? '',
      SignOrder: index,
      ApproveTime: time,
      ApproveMessage: message,
    })),
    CcInfos: flow.copies.map((Mobile) => ({ Mobile })),
  };
}
