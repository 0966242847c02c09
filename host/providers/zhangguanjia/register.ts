import * as z from 'zod/mini';

import { EsignError } from '../../../src/core/errors.js';
import type { RegisterTally } from '../../../src/core/seal-use.js';
import type { SealRegister } from '../seal-register.js';
import type { ServiceAccess } from '../remote-service.js';
import { fromShanghai } from '../shanghai-time.js';
import { ServiceRefusal } from '../service-answers.js';
import { APPROVED_ELSEWHERE, ERRORS, PATHS, STATES } from './assumed.js';
import { SERVICE, type ZhangguanjiaClient } from './client.js';

const Done = z.unknown();
const Created = z.object({
  data_list: z.array(z.object({ sealapply_id: z.string(), use_code: z.optional(z.string()) })),
});
const Whole = z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d{1,9}$/))]);
const Detail = z.object({
  sealapply_id: z.string(),
  status: z.string(),
  use_code: z.optional(z.string()),
  seals: z
    .array(
      z.object({
        seal_id: z.string(),
        use_count: Whole,
        used_count: Whole,
        sealed_bid_count: Whole,
        sealed_bid_used: Whole,
      }),
    )
    .check(z.minLength(1)),
  photo_owed: z.optional(Whole),
});
const Photos = z.object({
  data_list: z.array(
    z.object({
      photo_id: z.string().check(z.minLength(1), z.maxLength(64)),
      seal_id: z.optional(z.string()),
      taken_at: z.string(),
    }),
  ),
});

export interface Application {
  readonly id: string;
  readonly subject: string;
  readonly applicantId: string;
  readonly fileTypeId: string;
  readonly fileCount?: number;
  readonly seals: readonly { readonly id: string; readonly count: number; readonly seamCount: number }[];
}

/** One item of `batchCreate`: every value is a string, and each seal has its number in the names of its fields. */
export function applicationBody(application: Application): Record<string, string> {
  const seals = application.seals.flatMap(({ id, count, seamCount }, index): [string, string][] => {
    const number = index + 1;
    return [
      [`seal_ids${number}`, id],
      [`use_count${number}`, String(count)],
      [`is_sealed_bid${number}`, String(seamCount > 0)],
      ...(seamCount > 0 ? ([[`sealed_bid_count${number}`, String(seamCount)]] as [string, string][]) : []),
    ];
  });
  return {
    sealapply_id: application.id,
    name: application.subject,
    uid: application.applicantId,
    type_id: application.fileTypeId,
    apply_status: APPROVED_ELSEWHERE,
    ...(application.fileCount === undefined ? {} : { file_count: String(application.fileCount) }),
    ...Object.fromEntries(seals),
  };
}

/** Physical seals at 章管家 (`zhangguanjia.md` chapters 5 to 7). It knows an application by the id that we give it. */
export function zhangguanjiaRegister(
  client: ZhangguanjiaClient,
): SealRegister & Required<Pick<SealRegister, 'detail'>> {
  const detail = async (access: ServiceAccess, id: string): Promise<RegisterTally> => {
    const path = `${PATHS.detail}?${new URLSearchParams({ sealapply_id: id }).toString()}`;
    const answer = await client.call(access, { method: 'GET', path }, Detail);
    if (answer.sealapply_id !== id)
      throw new EsignError('bad-response', `${SERVICE} answers about another application`);
    const status = STATES[answer.status];
    if (!status) throw new EsignError('bad-response', `${SERVICE} answers with an unknown state`);
    return {
      status,
      uses: countOf(answer.seals.map((seal) => [seal.use_count, seal.used_count])),
      seamUses: countOf(answer.seals.map((seal) => [seal.sealed_bid_count, seal.sealed_bid_used])),
      bySeal: answer.seals.map((seal) => ({
        sealId: seal.seal_id,
        granted: Number(seal.use_count),
        used: Number(seal.used_count),
        seamGranted: Number(seal.sealed_bid_count),
        seamUsed: Number(seal.sealed_bid_used),
      })),
      photosOwed: Number(answer.photo_owed ?? 0),
      useCode: answer.use_code === undefined || answer.use_code === '' ? null : answer.use_code,
    };
  };
  return {
    detail,

    async photos(access, id) {
      const path = `${PATHS.photos}?${new URLSearchParams({ sealapply_id: id }).toString()}`;
      const { data_list: photos } = await client.call(access, { method: 'GET', path }, Photos);
      return photos.map(({ photo_id: photoId, seal_id: sealId, taken_at: at }) => ({
        id: photoId,
        at: fromShanghai(at),
        sealId: sealId ?? null,
        read: () => client.file(access, `${PATHS.photo}?${new URLSearchParams({ photo_id: photoId }).toString()}`),
      }));
    },

    async apply(access, { sealUse }) {
      const body = applicationBody({
        id: sealUse.id,
        subject: sealUse.subject,
        applicantId: sealUse.applicant.userId,
        fileTypeId: sealUse.fileType.id,
        seals: sealUse.seals.map(({ id }) => ({ id, count: sealUse.uses.count, seamCount: sealUse.seamUses.count })),
      });
      const created = await client.call(access, { method: 'POST', path: PATHS.apply, body: [body] }, Created);
      const answered = created.data_list.find((item) => item.sealapply_id === sealUse.id);
      if (!answered) throw new EsignError('bad-response', `${SERVICE} answers about another application`);
      const useCode = answered.use_code ?? (await detail(access, sealUse.id)).useCode;
      return { externalId: sealUse.id, useCode: useCode === '' ? null : useCode };
    },

    async append(access, id, { requestId, sealIds, count, seamCount }) {
      const seals = sealIds.map((sealId) => ({
        seal_id: sealId,
        use_count: String(count),
        sealed_bid_count: String(seamCount),
      }));
      const body = { sealapply_id: id, request_id: requestId, seals };
      await client.call(access, { method: 'POST', path: PATHS.append, body }, Done);
    },

    async end(access, id, reason) {
      try {
        await client.call(
          access,
          { method: 'POST', path: PATHS.end, body: { sealapply_id: id, remark: reason } },
          Done,
        );
      } catch (error) {
        // the answer to an earlier end was lost: it has ended, as it was asked to
        if (!(error instanceof ServiceRefusal) || error.serviceCode !== ERRORS.wrongState) throw error;
        if ((await detail(access, id)).status !== 'ended') throw error;
      }
    },
  };
}

/** With several seals, what is left is what is left of the one that was used most. */
function countOf(counts: readonly (readonly [z.infer<typeof Whole>, z.infer<typeof Whole>])[]): RegisterTally['uses'] {
  return {
    granted: Math.min(...counts.map(([granted]) => Number(granted))),
    used: Math.max(...counts.map(([, used]) => Number(used))),
  };
}
