import { createHash } from 'node:crypto';

import type { SimAnswer } from '../kit/http-server.js';
import type { SimSeal, SimUse, UseState } from './service.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What happens to the whole use, beside what is pressed for one of its seals. */
const EVENTS: readonly (readonly [string, string])[] = [
  ['SEAL_USE_FINISHED', '智能用印完成'],
  ['FILE_ARCHIVED', '文件归档完成'],
  ['AUTO_ENDED', '自动结束'],
  ['APPLY_TERMINATED', '流程终止'],
  ['APPLY_REJECTED', '驳回'],
];
const STATES: Readonly<Record<UseState, string>> = {
  APPLIED: '待审批',
  USING: '用印中',
  USED_UP: '次数已用完',
  FINISHED: '已完成',
  ARCHIVED: '已归档',
  REJECTED: '已驳回',
  TERMINATED: '已终止',
  ENDED: '已结束',
};

const STYLE = `
:root{color-scheme:light dark;--line:#d5dae3;--soft:#f3f5f9;--card:#fff;--text:#1b2333;--quiet:#5c6679;--accent:#b3262b}
@media(prefers-color-scheme:dark){:root{--line:#3a4356;--soft:#141a26;--card:#1d2433;--text:#e8ecf4;--quiet:#a3adc0;--accent:#f08a8d}}
*{box-sizing:border-box}
body{margin:0;padding:24px 16px;background:var(--soft);color:var(--text);font:15px/1.5 system-ui,"Noto Sans SC",sans-serif}
main{display:grid;gap:16px;max-width:720px;margin:0 auto}
h1,h2,p,ul{margin:0;padding:0}h1{font-size:22px}h2{font-size:17px;overflow-wrap:anywhere}
.quiet{color:var(--quiet)}[role=status]:not(:empty){padding:8px 12px;border-inline-start:3px solid var(--accent);background:var(--card)}
section{display:grid;gap:12px;padding:16px;border:1px solid var(--line);border-radius:12px;background:var(--card)}
code{font-size:18px;letter-spacing:.08em}
li{list-style:none;padding:12px 0;border-top:1px solid var(--line)}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-top:8px}
button{min-height:40px;padding:0 14px;border:1px solid var(--line);border-radius:8px;background:transparent;color:inherit;font:inherit;cursor:pointer}
button[value=stamp]{border-color:var(--accent);color:var(--accent);font-weight:600}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The device with its seals: it is pressed with or without its camera, and reports what happens to a use. No script. */
export function machinePage(uses: readonly SimUse[], nameOf: (sealId: string) => string, message = ''): SimAnswer {
  const body =
    [...uses]
      .reverse()
      .map((use) => useCard(use, nameOf))
      .join('') || '<p class="quiet">没有用印申请。在 OA 中提交用印申请后刷新本页。</p>';
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'`,
    },
    body:
      '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
      `<title>印章机</title><style>${STYLE}</style><main><h1>印章机</h1>` +
      `<p role="status">${escape(message)}</p>${body}</main></html>`,
  };
}

function useCard(use: SimUse, nameOf: (sealId: string) => string): string {
  const owed = use.owed.length > 0 ? `，缺照片 ${use.owed.length} 张` : '';
  const events = EVENTS.map(([act, label]) => button(act, label)).join('');
  const makeUp = use.owed.length > 0 ? button('makeUp', '补拍照片') : '';
  return (
    `<section><h2>${escape(use.name)}</h2>` +
    `<p class="quiet">${STATES[use.status]}，用印码 <code>${use.useCode}</code>，照片 ${use.photos.length} 张${owed}</p>` +
    `<ul>${use.seals.map((seal) => sealRow(use, seal, nameOf(seal.seal_id))).join('')}</ul>` +
    `<form method="post" action="/machine">${hidden('id', use.id)}${makeUp}${events}</form></section>`
  );
}

function sealRow({ id }: SimUse, seal: SimSeal, name: string): string {
  const seam = seal.sealed_bid_count > 0 ? `，骑缝 ${seal.sealed_bid_used}/${seal.sealed_bid_count}` : '';
  return (
    `<li>${escape(name)}：${seal.used_count}/${seal.use_count}${seam}` +
    `<form method="post" action="/machine">${hidden('id', id)}${hidden('seal', seal.seal_id)}` +
    `${button('stamp', '盖章')}${button('stampBlind', '盖章（未拍照）')}` +
    `${seal.sealed_bid_count > 0 ? button('seam', '盖骑缝章') : ''}</form></li>`
  );
}

function button(act: string, label: string): string {
  return `<button name="act" value="${act}">${label}</button>`;
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escape(value)}">`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
