import type { SimAnswer } from '../kit/http-server.js';
import type { SimUse } from './service.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const ACTS: readonly (readonly [string, string])[] = [
  ['stamp', '盖章'],
  ['seam', '盖骑缝章'],
  ['SEAL_USE_FINISHED', '智能用印完成'],
  ['FILE_ARCHIVED', '文件归档完成'],
  ['AUTO_ENDED', '自动结束'],
  ['APPLY_TERMINATED', '流程终止'],
  ['APPLY_REJECTED', '驳回'],
];

/** The device with its seal: one button for a stamp, and one for each of the five things that it reports. No script. */
export function machinePage(uses: readonly SimUse[], message = ''): SimAnswer {
  const body = uses.map(useForm).join('') || '<p>没有用印申请</p>';
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'none'; form-action 'self'",
    },
    body:
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>印章机</title><h1>印章机</h1>' +
      `<p role="status">${escape(message)}</p>${body}</html>`,
  };
}

function useForm({ id, name, status, useCode, seals }: SimUse): string {
  const rows = seals.map(
    (seal) =>
      `<li>${escape(seal.seal_id)}：${seal.used_count}/${seal.use_count}，骑缝 ${seal.sealed_bid_used}/${seal.sealed_bid_count}</li>`,
  );
  const buttons = ACTS.map(([act, label]) => `<button name="act" value="${act}">${label}</button> `);
  return (
    `<form method="post" action="/machine"><h2>${escape(name)}</h2><p>状态 ${status}，用印码 ${useCode}</p>` +
    `<ul>${rows.join('')}</ul><input type="hidden" name="id" value="${escape(id)}">${buttons.join('')}</form>`
  );
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
