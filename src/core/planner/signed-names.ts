import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { SigningMapping } from '../../schema/signing-config.js';
import { checkFileName, renderName, splitExtension, uniqueNames } from '../naming.js';
import type { ResolveContext } from '../resolve.js';

/** What is added to a document's own name when there is no naming rule (C-44). */
const SIGNED_SUFFIX = '-已签署';

type Named = Pick<EnvelopeDocument, 'name' | 'mediaType'>;

/** Names of the signed files, in the order of their documents (C-44): legal, with the extension of a PDF, all different. */
export function signedFileNames(
  { advanced }: Pick<SigningMapping, 'advanced'>,
  documents: readonly Named[],
  context: ResolveContext,
): string[] {
  const { namingRule } = advanced;
  const rule = namingRule && namingRule.length > 0 ? namingRule : null;
  const names = documents.map(({ name, mediaType }, index) => {
    const own = splitExtension(name);
    const stem =
      (rule && renderName(rule, { ...context, documentName: own.stem, sequence: index + 1 })) ||
      `${own.stem}${SIGNED_SUFFIX}`;
    const extension = mediaType === 'application/pdf' ? '.pdf' : own.extension;
    return legal(stem.toLowerCase().endsWith(extension.toLowerCase()) ? stem : `${stem}${extension}`);
  });
  return uniqueNames(names);
}

function legal(name: string): string {
  const check = checkFileName(name);
  return check.ok ? name : check.fixed;
}
