import { createHash } from 'node:crypto';

import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { RegisterTally } from '../../../src/core/seal-use.js';
import type { RegisterOrder, RegisterPhoto, SealRegister } from '../seal-register.js';
import type { ServiceAccess } from '../remote-service.js';
import { ServiceRefusal } from '../service-answers.js';
import { PHOTO_KINDS, SEAL_PATHS, SEAL_STATES } from './assumed.js';
import { NO_PROCESS } from './catalog.js';
import { ask, fetchFile, order, SERVICE } from './client.js';
import { unzip } from './zip.js';

const UNKNOWN_OR_CLOSED = '1101';
const ServiceId = z.string().check(z.regex(/^\d{1,19}$/));
const Whole = z.int().check(z.nonnegative());
const SealAuth = z.object({
  sealId: ServiceId,
  // spelt so by the service
  vertifyCode: z.optional(z.string()),
  count: z.optional(Whole),
  usedCount: z.optional(Whole),
});
type SealAuth = z.infer<typeof SealAuth>;
const Application = z.object({ id: ServiceId, sealAuths: z.array(SealAuth).check(z.minLength(1)) });
const ApplicationList = z.object({ list: z.array(Application) });
const ApplicationDetail = z.object({
  id: ServiceId,
  status: z.string(),
  sealAuths: z.array(SealAuth).check(z.minLength(1)),
  imageCount: z.optional(Whole),
});
const Owners = z.array(z.object({ seals: z.array(z.object({ id: ServiceId, ownerName: z.string() })) }));

/**
 * Physical seals at the private cloud of 契约锁 (`qiyuesuo.md` chapter 7). It finds an application again by its number, so
 * that a repeated order is the same one. Neither more uses nor an end are in its public contract.
 */
export const qiyuesuoRegister: SealRegister & Required<Pick<SealRegister, 'detail' | 'photos'>> = {
  async apply(access, registerOrder) {
    const { id } = registerOrder.sealUse;
    const { id: externalId, sealAuths } = (await findByNumber(access, id)) ?? (await applyOnce(access, registerOrder));
    return { externalId, useCode: codeOf(sealAuths) };
  },

  detail: (access, businessId) =>
    asked(async () => {
      const answer = await ask(access, SEAL_PATHS.detail, { businessId }, ApplicationDetail);
      if (answer.id !== businessId) throw strange('about another application');
      return tallyOf(answer);
    }),

  photos: (access, businessId) =>
    asked(async () => {
      const pictures = unzip(await fetchFile(access, SEAL_PATHS.pictures, { businessId }), /\.(png|jpe?g)$/i);
      return [...pictures].map(([name, bytes]) => photoOf(name, bytes));
    }),
};

/**
 * The body of an application: the applicant uses each of the seals so often.
 *
 * @throws EsignError `invalid-input` for an applicant without a mobile number, by which 契约锁 knows its people.
 */
export function applicationBody({ sealUse, mobile }: RegisterOrder, tenantName: string): Record<string, unknown> {
  const { id, subject, applicant, fileType, seals, uses } = sealUse;
  const contact = mobile ?? applicant.mobile ?? null;
  if (contact === null) throw new EsignError('invalid-input', `${SERVICE} needs the mobile number of the applicant`);
  return {
    tenantName,
    subject,
    ...(fileType.id === NO_PROCESS ? {} : { categoryId: fileType.id }),
    serialNo: id,
    applyerName: applicant.name,
    applyerContact: contact,
    auths: seals.map((seal) => ({ sealId: seal.id, count: uses.count, users: [{ mobile: contact }] })),
  };
}

async function applyOnce(access: ServiceAccess, given: RegisterOrder): Promise<z.infer<typeof Application>> {
  const body = applicationBody(given, await ownerOf(access, given));
  const path = given.sealUse.fileType.id === NO_PROCESS ? SEAL_PATHS.apply : SEAL_PATHS.applyByCategory;
  try {
    return await order(access, path, body, Application);
  } catch (error) {
    // of two at once the second one is refused, and so is one that arrived although its caller gave up
    const known = error instanceof ServiceRefusal ? await findByNumber(access, given.sealUse.id) : null;
    if (known === null) throw error;
    return known;
  }
}

/** The company at which is applied: the one that owns the seal. @throws EsignError `seal-not-usable`. */
async function ownerOf(access: ServiceAccess, { sealUse }: RegisterOrder): Promise<string> {
  const companies = await ask(access, '/seal/innercompany/seallist', { category: 'PHYSICS' }, Owners);
  const wanted = sealUse.seals[0]?.id;
  const seal = companies.flatMap(({ seals }) => seals).find(({ id }) => id === wanted);
  if (!seal) throw new EsignError('seal-not-usable', `${SERVICE} has no physical seal ${wanted ?? ''}`);
  return seal.ownerName;
}

async function findByNumber(access: ServiceAccess, serialNo: string): Promise<z.infer<typeof Application> | null> {
  const { list } = await ask(access, SEAL_PATHS.list, { serialNo }, ApplicationList);
  return list[0] ?? null;
}

/** The codes of all seals, each of them once. */
function codeOf(auths: readonly SealAuth[]): string | null {
  const codes = new Set(auths.flatMap(({ vertifyCode = '' }) => (vertifyCode === '' ? [] : [vertifyCode])));
  return codes.size === 0 ? null : [...codes].join(',');
}

/** With several seals, what is left is what is left of the one that was used most. */
function tallyOf({ status, sealAuths, imageCount }: z.infer<typeof ApplicationDetail>): RegisterTally {
  const reached = SEAL_STATES[status];
  if (reached === undefined) throw strange('with an unknown state');
  const bySeal = sealAuths.map(({ sealId, count = 0, usedCount = 0 }) => ({
    sealId,
    granted: count,
    used: usedCount,
    seamGranted: 0,
    seamUsed: 0,
  }));
  return {
    status: reached,
    uses: {
      granted: Math.min(...bySeal.map(({ granted }) => granted)),
      used: Math.max(...bySeal.map(({ used }) => used)),
    },
    seamUses: { granted: 0, used: 0 },
    bySeal,
    useCode: codeOf(sealAuths),
    ...(imageCount === undefined ? {} : { photosTaken: imageCount }),
  };
}

/** A picture is known by its place in the zip; a name there may be longer than a name here. */
function photoOf(name: string, bytes: Uint8Array): RegisterPhoto {
  const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const kind = name.split(/[/_.-]/).flatMap((part) => PHOTO_KINDS.get(part) ?? [])[0];
  return { id, at: null, sealId: null, ...(kind ? { kind } : {}), read: () => Promise.resolve(bytes) };
}

/** For contracts the same number says that their state does not allow something. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ServiceRefusal) || error.serviceCode !== UNKNOWN_OR_CLOSED) throw error;
    throw new EsignError('not-found', error.message, { cause: error });
  }
}

function strange(what: string): EsignError {
  return new EsignError('bad-response', `${SERVICE} answers ${what}`);
}
