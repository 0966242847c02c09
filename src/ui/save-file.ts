/** Offers a value to the person as a JSON file. */
export function saveJson(value: unknown, name: string): void {
  saveText(name, 'application/json', JSON.stringify(value, undefined, 2));
}

/** Offers a text to the person as a file. */
export function saveText(name: string, type: string, text: string): void {
  saveBlob(new Blob([text], { type }), name);
}

/** Offers bytes to the person as a file. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the browser has taken the address by the next task
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
