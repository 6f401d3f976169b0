/** @returns {string} an id for a Run; also where the page is not served securely and has no `randomUUID` */
export function newRunId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
