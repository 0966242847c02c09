/**
 * A stored document carries the version of its shape, so that it can be migrated. In a file of its own, so that an empty
 * document is made without the library that parses one.
 */
export const SCHEMA_VERSION = 1;
