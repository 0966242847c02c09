import { EsignFault } from '../kit/esign-fault.js';
import type { SimAccount } from './accounts.js';
import { viewOf, type SimTask } from './flows.js';
import type { EsignOpenService } from './service.js';
import { readRequest, requests } from './wire.js';

type Body = Record<string, unknown>;

/** How long addresses of originals and of filled templates hold. */
const ORIGINAL_MS = 1_800_000;
const FILLED_MS = 3_600_000;

/** What a call answers as `data`; undefined for nothing. @throws EsignFault */
export async function route(service: EsignOpenService, url: string, path: string, body: Body): Promise<unknown> {
  const [, area = ''] = path.split('/');
  if (area === 'account') return account(service, path, body);
  if (area === 'seal') return seal(service, url, path, body);
  if (/^\/sign\/contracts?\/(?!undoTask|archiveProcess)/.test(path)) return flow(service, url, path, body);
  switch (path) {
    case '/file/uploadurl': {
      const { key } = service.announce(readRequest(requests.uploadUrl, body));
      return { fileKey: key, uploadUrl: `${url}/storage/upload/${encodeURIComponent(key)}` };
    }
    case '/doc/createbyfilekey': {
      const { docId } = await service.createDocument(readRequest(requests.fileKey, body).fileKey);
      return { docId };
    }
    case '/doc/downloadurl': {
      const key = service.original(readRequest(requests.docId, body).docId, ORIGINAL_MS);
      return { docUrl: `${url}/storage/signed/${key}` };
    }
    case '/template/createbyfilekey':
      return { templateId: await service.createTemplate(readRequest(requests.newTemplate, body)) };
    case '/doc/createbytemplate': {
      const { docId } = await service.fillTemplate(readRequest(requests.fillTemplate, body));
      return { docId, docUrl: `${url}/storage/signed/${service.original(docId, FILLED_MS)}` };
    }
    case '/sign/contract/undoTask': {
      const { flowId, accountId } = readRequest(requests.flowAccount, body);
      return service.undo(flowId, accountId);
    }
    case '/sign/contract/archiveProcess':
      return service.archive(readRequest(requests.flow, body).flowId);
    case '/sign/revoke':
      return service.revoke(readRequest(requests.flow, body).flowId);
    case '/sign/download':
      return service.signedFiles(readRequest(requests.flow, body).flowId).map(({ docId, key }) => {
        return { docId, docUrl: `${url}/storage/signed/${key}` };
      });
    case '/flow/get/viewurl': {
      const { flowId, accountId } = readRequest(requests.flowAccount, body);
      const task = service.find(flowId).tasks.find((candidate) => candidate.accountId === accountId);
      if (!task) throw new EsignFault(1436016, '获取签署流详情失败');
      return { viewUrl: `${url}/page/${task.token}` };
    }
    default:
      throw new EsignFault(1435002, `参数错误: ${path}`);
  }
}

function account({ accounts, clock }: EsignOpenService, path: string, body: Body): unknown {
  switch (path) {
    case '/account/create/person':
      return { accountId: accounts.addPerson(readRequest(requests.person, body)).accountId };
    case '/account/create/organize/common':
      return { accountId: accounts.addOrganization(readRequest(requests.organization, body)).accountId };
    case '/account/person/update':
    case '/account/organize/update': {
      const { accountId, name } = readRequest(requests.update, body);
      const found = ofKind(accounts.find(accountId), path.includes('person') ? 'person' : 'organization');
      if (name !== undefined) found.name = name;
      return undefined;
    }
    case '/account/platform/silentsign': {
      const { grantAccountId, deadline } = readRequest(requests.grant, body);
      if (deadline !== undefined && deadline <= clock().getTime()) throw new EsignFault(1436017, '静默授权失败');
      accounts.find(grantAccountId).grantedUntil = deadline ?? null;
      return undefined;
    }
    case '/account/platform/revokeSilentsign':
      accounts.find(readRequest(requests.grant, body).grantAccountId).grantedUntil = undefined;
      return undefined;
    case '/account/idexchange':
      return { accountId: accounts.byThirdId(readRequest(requests.thirdId, body).thirdId).accountId };
    case '/account/delete':
      return accounts.close(readRequest(requests.account, body).accountId);
    default:
      throw new EsignFault(1435002, `参数错误: ${path}`);
  }
}

function seal(service: EsignOpenService, url: string, path: string, body: Body): unknown {
  const { accounts, files } = service;
  switch (path) {
    case '/seal/query':
      return accounts.find(readRequest(requests.account, body).accountId).seals.map((found) => {
        return { ...found, sealUrl: `${url}/storage/seals/${service.sealLink()}` };
      });
    case '/seal/create/person':
    case '/seal/create/organize': {
      const isPerson = path.endsWith('person');
      const { accountId, alias } = isPerson
        ? readRequest(requests.personSeal, body)
        : readRequest(requests.organizationSeal, body);
      const { seals } = ofKind(accounts.find(accountId), isPerson ? 'person' : 'organization');
      const sealId = `seal-${accountId.slice(0, 8)}-${seals.length}`;
      seals.push({ sealId, sealAlias: alias });
      return { sealId, accountId };
    }
    case '/seal/create/image/person':
    case '/seal/create/image/organize': {
      const { accountId, alias, fileKey } = readRequest(requests.imageSeal, body);
      const { seals } = ofKind(accounts.find(accountId), path.endsWith('person') ? 'person' : 'organization');
      const file = files.get(fileKey);
      if (!file?.bytes) throw new EsignFault(1435304, '文件不存在');
      if (!file.contentType.startsWith('image/')) throw new EsignFault(1435305, '文件类型不支持');
      const sealId = `seal-${accountId.slice(0, 8)}-${seals.length}`;
      seals.push({ sealId, sealAlias: alias });
      return { sealId, accountId };
    }
    default:
      throw new EsignFault(1435002, `参数错误: ${path}`);
  }
}

function ofKind(found: SimAccount, kind: SimAccount['kind']): SimAccount {
  if (found.kind !== kind) throw new EsignFault(1435204, '账号不存在');
  return found;
}

async function flow(service: EsignOpenService, url: string, path: string, body: Body): Promise<unknown> {
  const [, , name = '', call = ''] = path.split('/');
  const family = name === 'contract' ? 'contract' : 'contracts';
  switch (call) {
    case 'addProcess': {
      if (family === 'contract') {
        const given = readRequest(requests.single, body);
        return { flowId: service.openFlow(family, given, [given.docId]).flowId };
      }
      const given = readRequest(requests.multi, body);
      const docIds = given.docList.map(({ docId }) => docId);
      return { flowId: service.openFlow(family, given, docIds).flowId };
    }
    case 'platformSignTask':
    case 'userSignTask':
    case 'handPersonSignTask':
    case 'handOrgSignTask':
    case 'handSignTask': {
      if (family === 'contracts') {
        const given = readRequest(requests.multiTask, body);
        return viewOfTask(url, given.flowId, await service.addTask(family, call, given, given.signDocList ?? []));
      }
      const given = readRequest(requests.singleTask, body);
      const list = service.find(given.flowId, 1436014).docs.map(({ docId }) => ({ docId, posList: given.posList }));
      return viewOfTask(url, given.flowId, await service.addTask(family, call, given, list));
    }
    case 'detail': {
      const found = service.find(readRequest(requests.flow, body).flowId);
      if (found.family !== family) throw new EsignFault(1436016, '获取签署流详情失败');
      return viewOf(found);
    }
    default:
      throw new EsignFault(1435002, `参数错误: ${path}`);
  }
}

function viewOfTask(url: string, flowId: string, { isAutomatic, accountId, token, thirdOrderNo }: SimTask): unknown {
  if (isAutomatic) return { flowId, accountId };
  return { signUrl: `${url}/page/${token}`, signShortUrl: `${url}/page/${token}`, thirdOrderNo };
}
