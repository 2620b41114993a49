/**
 * The answer of one of Sluice's own addresses: of the same build as this page, so its shape is known. Throws where there
 * is none.
 */
export async function fetchJson<T>(address: string, request?: RequestInit): Promise<T> {
  const response = await fetch(address, request);
  if (!response.ok) throw new Error(`Sluice answered ${response.status}`);
  const answer: T = await response.json();
  return answer;
}

export function jsonRequest(body: unknown, signal?: AbortSignal): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  };
}
