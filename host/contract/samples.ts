import { emptySealUseMapping, emptySigningMapping } from '../../src/core/empty-mapping.js';
import type {
  BindingInput,
  CreateEnvelope,
  CreateSeal,
  DesignSeal,
  SealUseMapping,
  SigningMapping,
} from '../../src/schema/index.js';

/** A picture of one point, 70 bytes. */
export const PICTURE: Uint8Array = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** The same picture in other bytes: what follows the end of a PNG is nothing to a reader. */
export function pictureWith(text: string): Uint8Array {
  return new Uint8Array(Buffer.concat([PICTURE, Buffer.from(text)]));
}

/** One empty page, with a table of references that counts its own bytes. */
export function pdfPage(): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>',
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

export function uploadHeaders(fileName: string): Record<string, string> {
  return { 'content-disposition': `attachment; filename="${fileName}"` };
}

/** A personal seal: everybody may make one. */
export function sealNamed(name: string): CreateSeal {
  const template = { type: 'SQUARE', colour: 'RED', text: '测试', widthMm: 20, heightMm: 20 } as const;
  return { name, kind: 'personal', artwork: { kind: 'template', template } };
}

/** A seal of the organisation, by a name that nobody has. */
export function sealDesignNamed(name: string): DesignSeal {
  const template = { type: 'ROUND_NONE', colour: 'BLUE', text: '仅供测试使用', widthMm: 42, heightMm: 42 } as const;
  return { name, purpose: 'contract', template };
}

/** Mappings that are switched off and bind nothing: no workflow behaves differently because of them. */
export function signingMappingNamed(workflowId: string, name: string): SigningMapping {
  return emptySigningMapping(workflowId, name);
}

export function sealUseMappingNamed(workflowId: string, name: string): SealUseMapping {
  return emptySealUseMapping(workflowId, name);
}

/** A draft for direct signing, by the person who asks. */
export function envelopeNamed(
  name: string,
  { bindingId, fileId, userId, userName }: { bindingId: string; fileId: string; userId: string; userName: string },
): CreateEnvelope {
  const signers = [{ userId, name: userName, contact: null }];
  return {
    bindingId,
    subject: name,
    files: [{ fileId, name: 'contract-test.pdf' }],
    parties: [{ kind: 'person', scope: 'internal', name: userName, order: 1, signers }],
    order: 'unordered',
    deadline: null,
    cc: [],
  };
}

/** One binding for each kind of account, at addresses that lead nowhere; the first kind that a backend knows is used. */
export function bindingsNamed(name: string, secret: string): BindingInput[] {
  const address = 'https://contract-test.invalid';
  const common = { name, isDefault: false } as const;
  const networkLogin = { mode: 'off' } as const;
  const cloud = { platformAddress: address, externalAddress: address, networkLogin } as const;
  return [
    { ...common, provider: 'builtin', serviceType: 'private', callbackKey: secret },
    {
      ...common,
      provider: 'esign',
      serviceType: 'private',
      platformAddress: address,
      projectKey: name,
      projectSecret: secret,
    },
    { ...common, provider: 'esign', serviceType: 'public', environment: 'test', appId: name, appSecret: secret },
    {
      ...common,
      ...cloud,
      provider: 'qiyuesuo',
      serviceType: 'private',
      appToken: name,
      appSecret: secret,
      encryptionKey: secret,
      sealStaff: [],
      organizationScope: { organizations: [], departments: [], people: [] },
    },
    {
      ...common,
      provider: 'zhangguanjia',
      serviceType: 'private',
      openUrl: address,
      externalAddress: address,
      networkLogin,
      clientId: name,
      clientSecret: secret,
    },
    {
      ...common,
      provider: 'tencent',
      serviceType: 'public',
      environment: 'test',
      secretId: name,
      operatorUserId: name,
      subOrganizationId: null,
      secretKey: secret,
      callbackKey: secret,
      signatureToken: secret,
    },
  ];
}
