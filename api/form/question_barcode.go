package form

// barcodeType takes what a barcode or QR code says.
var barcodeType = textType
