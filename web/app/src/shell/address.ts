/** Where a person comes back to after logging in: a page of ours, and nothing else. */
export function safeReturn(said: string | null): string {
  if (!said?.startsWith('/') || said.startsWith('//') || said.includes('\\')) return '/chiamate';
  return said.startsWith('/accesso') ? '/chiamate' : said;
}

export function loginAddress(from: string): string {
  return from === '/' ? '/accesso' : `/accesso?da=${encodeURIComponent(from)}`;
}
