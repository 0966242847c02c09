import { createHash } from 'node:crypto';

import type { SimAnswer } from './http-server.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What can be pressed: its word on the wire, and its label. */
export type MachineAct = readonly [act: string, label: string];

/** A seal of a use at the machine. */
export interface MachineSeal {
  readonly id: string;
  /** With its counts, such as 公司公章：1/3. */
  readonly text: string;
  readonly acts: readonly MachineAct[];
}

/** A use as the machine shows it; `acts` concern the whole of it. */
export interface MachineUse {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly useCode: string;
  /** About its photos. */
  readonly photos: string;
  readonly seals: readonly MachineSeal[];
  readonly acts: readonly MachineAct[];
}

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

/** The device with its seals, newest use first: a person presses, and the service reports what happens. No script. */
export function machinePage(uses: readonly MachineUse[], message = ''): SimAnswer {
  const cards = [...uses].reverse().map(useCard).join('');
  const body = cards || '<p class="quiet">没有用印申请。在 OA 中提交用印申请后刷新本页。</p>';
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

function useCard({ id, name, state, useCode, photos, seals, acts }: MachineUse): string {
  return (
    `<section><h2>${escape(name)}</h2>` +
    `<p class="quiet">${state}，用印码 <code>${escape(useCode)}</code>，${photos}</p>` +
    `<ul>${seals.map((seal) => sealRow(id, seal)).join('')}</ul>` +
    `<form method="post" action="/machine">${hidden('id', id)}${buttons(acts)}</form></section>`
  );
}

function sealRow(useId: string, { id, text, acts }: MachineSeal): string {
  return (
    `<li>${escape(text)}` +
    `<form method="post" action="/machine">${hidden('id', useId)}${hidden('seal', id)}${buttons(acts)}</form></li>`
  );
}

function buttons(acts: readonly MachineAct[]): string {
  return acts.map(([act, label]) => `<button name="act" value="${act}">${label}</button>`).join('');
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escape(value)}">`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
