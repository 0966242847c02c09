/** How a mapping falls into parts that can change on their own; difference and merge agree on it. */

export type Keyed = Readonly<Record<string, unknown>> & { readonly id: string };
export type Members = Readonly<Record<string, unknown>>;

/** Items of these lists have slots of their own; items of other lists change as a whole. */
const SPLIT_LISTS: ReadonlySet<string> = new Set(['/flow/parties']);
/** The order of these parts is their meaning: they are texts, cut into pieces. */
const TEXT_PARTS = /\/(template|namingRule)$/;

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON; the order of members says nothing, and a member that is undefined is not there. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  return memberNames(a, b).every((name) => isSame(own(a, name), own(b, name)));
}

export function memberNames(...objects: readonly Members[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))];
}

export function own(object: Members, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Objects whose members change on their own. A source, a moment, a reference only mean something as a whole. */
export function areMembers(values: readonly unknown[]): values is readonly Members[] {
  return values.every(
    (value) => isObject(value) && !('field' in value && 'table' in value) && (!('kind' in value) || 'signers' in value),
  );
}

/** Lists whose items are told apart by their id. A moment of the flow has an id too, but several may share it. */
export function areKeyed(lists: readonly unknown[]): lists is readonly (readonly Keyed[])[] {
  return (
    lists.some((list) => Array.isArray(list) && list.length > 0) &&
    lists.every(
      (list) =>
        Array.isArray(list) &&
        new Set(list.map((item: unknown) => (isObject(item) ? item['id'] : item))).size === list.length &&
        list.every((item: unknown) => isObject(item) && typeof item['id'] === 'string' && !isMoment(item)),
    )
  );
}

/** Lists whose items are their own identity: nodes, moments, people. */
export function areBags(pointer: string, lists: readonly unknown[]): lists is readonly (readonly unknown[])[] {
  return (
    !TEXT_PARTS.test(pointer) &&
    lists.every((list) => Array.isArray(list) && new Set(list.map((item) => bagKey(item))).size === list.length)
  );
}

export function bagKey(item: unknown): string {
  if (isObject(item) && item['kind'] === 'field' && isObject(item['field'])) {
    return `field ${String(item['field']['table'])} ${String(item['field']['field'])} ${String(item['conversion'])}`;
  }
  return JSON.stringify(item) ?? '';
}

export function isSplit(path: string): boolean {
  return SPLIT_LISTS.has(path);
}

/** A step of a path: a member, or `@` and the id of an item, which stays true when the list changes. */
export function stepInto(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function itemPath(path: string, id: string): string {
  return stepInto(path, `@${id}`);
}

function isMoment(item: Members): boolean {
  return 'timing' in item && Object.keys(item).length === 3;
}
