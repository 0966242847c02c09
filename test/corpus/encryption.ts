import { latin1, onePage, stream } from './raw-pdf.js';

const hexOf = (bytes: Uint8Array): string =>
  `<${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}>`;

const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
}

async function aes(key: Uint8Array<ArrayBuffer>, iv: Uint8Array<ArrayBuffer>, text: Uint8Array<ArrayBuffer>) {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt']);
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, imported, text));
}

const bytesFrom = (first: number, length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (first + index * 37) & 0xff);

/** One page under AES-256 (version 5, revision 5 of the standard handler); without `user` anybody opens it. */
export async function encryptedPage({ user = '', owner }: { user?: string; owner: string }) {
  const fileKey = bytesFrom(11, 32);
  const iv = bytesFrom(90, 16);
  const locked = async (password: string, seed: number, bound: Uint8Array) => {
    const [check, salt] = [bytesFrom(seed, 8), bytesFrom(seed + 100, 8)];
    const proof = joined(await sha256(latin1(password), check, bound), check, salt);
    const sealed = await aes(await sha256(latin1(password), salt, bound), new Uint8Array(16), fileKey);
    return { proof, sealed: sealed.subarray(0, 32) };
  };
  const forUser = await locked(user, 1, new Uint8Array());
  const forOwner = await locked(owner, 2, forUser.proof);
  const perms = (await aes(fileKey, new Uint8Array(16), latin1('\xfc\xff\xff\xff\xff\xff\xff\xffTadbesig'))).subarray(
    0,
    16,
  );

  const content = joined(iv, await aes(fileKey, iv, latin1('1 0 0 rg 40 40 120 30 re f')));
  const keys = `/U ${hexOf(forUser.proof)} /UE ${hexOf(forUser.sealed)} /O ${hexOf(forOwner.proof)} /OE ${hexOf(forOwner.sealed)}`;
  return onePage({
    content: stream(content),
    trailer:
      `/ID [${hexOf(iv)} ${hexOf(iv)}] /Encrypt << /Filter /Standard /V 5 /R 5 /Length 256 /P -4 ${keys} /Perms ${hexOf(perms)} ` +
      '/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>',
  });
}
