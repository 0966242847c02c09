import type { IncomingMessage, ServerResponse } from 'node:http';

import { deliver } from './server.js';
import { PlainError, type PlainService } from './service.js';

const POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors *";

/**
 * `/pages/{token}`: the page at which a person signs, with nothing but two forms, so that it needs no script. What happened is
 * reported by callback, where the envelope names an address that is listening.
 */
export async function servePage(
  service: PlainService,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , token = '', action = ''] = (request.url ?? '').split('/');
  request.resume();
  try {
    const { envelope, ref } = service.page(token);
    if (request.method !== 'POST') return answer(response, 200, formsOf(service, token));
    const events =
      action === 'sign' ? service.sign(envelope, ref) : service.reject(envelope, ref, '合同条款与约定不符');
    answer(response, 200, `<p id="done">${action === 'sign' ? '签署成功' : '已拒签'}</p>`);
    // whoever is not reached asks by itself
    await deliver(service, secret, envelope, events).catch(() => undefined);
  } catch (error) {
    const status = error instanceof PlainError ? error.status : 500;
    answer(response, status, `<p>${error instanceof Error ? error.message : ''}</p>`);
  }
}

function formsOf(service: PlainService, token: string): string {
  const { envelope, ref } = service.page(token);
  const { documents, signers } = service.find(envelope);
  const name = signers.find((signer) => signer.ref === ref)?.name ?? '';
  return `<h1>${escape(documents.map((document) => document.name).join('、'))}</h1><p>${escape(name)}</p>
    <form method="post" action="/pages/${token}/sign"><button id="sign">签署</button></form>
    <form method="post" action="/pages/${token}/reject"><button id="reject">拒签</button></form>`;
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
  response.end(`<!doctype html><html lang="zh-CN"><title>签署平台</title><body>${body}</body></html>`);
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
}
