/** Offers a value to the person as a JSON file. */
export function saveJson(value: unknown, name: string): void {
  saveBlob(new Blob([JSON.stringify(value, undefined, 2)], { type: 'application/json' }), name);
}

/** Offers bytes to the person as a file. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
