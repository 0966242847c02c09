import { EsignFault } from '../kit/esign-fault.js';
import { marksAt } from '../kit/esign-positions.js';
import type { OfficeMark } from '../kit/signing-office.js';
import type { Position } from './wire.js';

export interface SimFile {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly md5: string;
  readonly uploadUntil: number;
  bytes: Uint8Array | null;
}

export interface SimDocument {
  readonly docId: string;
  readonly name: string;
  readonly original: Uint8Array;
  bytes: Uint8Array;
}

/** 0 waiting, 1 signing, 2 signed, 3 ended, 4 withdrawn. */
export interface SimTask {
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly thirdOrderNo: string | undefined;
  readonly isAutomatic: boolean;
  readonly docs: readonly { readonly docId: string; readonly posList: readonly Position[] }[];
  readonly token: string;
  signStatus: number;
  /** 0 waiting, 2 signed, 3 failed, 4 refused; of each document, for all of them are signed at once. */
  docStatus: number;
  signTime?: string;
  signExplain?: string;
}

export interface SimFlow {
  readonly flowId: string;
  readonly family: 'contract' | 'contracts';
  readonly scene: string;
  readonly signValidity: number | undefined;
  readonly noticeUrl: string | undefined;
  readonly docs: readonly SimDocument[];
  readonly tasks: SimTask[];
  readonly startTime: string;
  /** As in `detail`: 0 draft, 1 signing, 2 done, 3 revoked, 4 terminated, 5 expired, 7 refused. */
  flowStatus: number;
}

/** The squares of the positions in a document; none for a seam, which is not drawn here. @throws EsignFault */
export async function marksOf(bytes: Uint8Array, positions: readonly Position[]): Promise<OfficeMark[]> {
  const marks: OfficeMark[] = [];
  for (const position of positions) {
    const { signType, key, posPage, posX = 0, posY, scale } = position;
    if (signType === undefined) throw new EsignFault(1436011, '未指定盖章位置定位方式');
    const width = scale === undefined ? {} : { width: scale };
    if (signType === 1) {
      if (key === undefined) throw new EsignFault(1436012, '关键字签未指定关键字');
      continue;
    }
    if (posY === undefined || (signType === 2 && posPage === undefined))
      throw new EsignFault(1435002, '参数错误: 位置');
    const pages = posPage === undefined ? {} : { posPage };
    const found = await marksAt(bytes, { ...pages, posX, posY, ...width });
    if (!found) throw new EsignFault(1435002, '签署位置在文档之外');
    if (signType === 2) marks.push(...found);
    else if (!(await marksAt(bytes, { posPage: '2', posX: 1, posY }))) throw new EsignFault(1435002, '骑缝章至少两页');
  }
  return marks;
}

/** The answer of `detail`, which differs between the families. */
export function viewOf({ flowId, flowStatus, startTime, docs, tasks, family }: SimFlow): unknown {
  const [first] = docs;
  const head = { flowId, flowStatus, startTime };
  const seats = tasks.map((task) => ({
    accountId: task.accountId,
    ...(task.organizationId === null ? {} : { authorizationOrgId: task.organizationId }),
    signStatus: task.signStatus,
  }));
  const facts = (task: SimTask | undefined): object => ({ signTime: task?.signTime, signExplain: task?.signExplain });
  if (family === 'contract') {
    const signDetail = seats.map((seat, index) => ({ ...seat, ...facts(tasks[index]) }));
    return { ...head, docId: first?.docId, docName: first?.name, signDetail };
  }
  const signDetail = seats.map((seat, index) => ({
    ...seat,
    signInfo: tasks[index]?.docs.map(({ docId }) => {
      return { docId, signStatus: tasks[index]?.docStatus, ...facts(tasks[index]) };
    }),
  }));
  return { ...head, signDetail };
}
