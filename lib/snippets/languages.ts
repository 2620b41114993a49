/** In the order in which they are offered. */
export const snippetLanguages = ['curl', 'cli', 'terraform', 'typescript', 'python', 'go', 'java'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

export function isSnippetLanguage(text: string | undefined): text is SnippetLanguage {
  return snippetLanguages.some((language) => language === text);
}
