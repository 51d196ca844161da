/** What a barcode or QR code says. */
export { text as barcode } from './question-text';
