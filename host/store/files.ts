import type { FileStore } from './file-store.js';
import { openFolderFiles } from './folder-files.js';
import { openS3Files, type S3Options } from './s3-files.js';

export { sha256Of, type FileStore } from './file-store.js';
export type { S3Options } from './s3-files.js';

/** Opens the store for the bytes of files: an S3 bucket where one is given, the folder otherwise. */
export function openFileStore(folder: string, s3?: S3Options): Promise<FileStore> {
  return s3 ? openS3Files(s3) : openFolderFiles(folder);
}
