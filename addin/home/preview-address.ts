/** Where an identity's workbook is in the preview. */

/** The address for a demo token, which is `demo:<name>`. */
export const previewAddress = (token: string): string => `/preview?as=${encodeURIComponent(token.replace(/^demo:/, ''))}`;
