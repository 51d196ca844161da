package spreadsheet

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"touchstone/api/fault"
)

// Encodings as they are named in Format and Mapping.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Windows1252 = "windows-1252"
)

// decode turns the bytes of a file into UTF-8 without byte order mark and with "\n" or
// "\r\n" line ends. With encoding "" it is found out: a byte order mark decides, then the
// pattern of zero bytes (UTF-16), then whether the bytes are UTF-8; other files are
// Windows-1252, unless they hold more valid than broken multi-byte UTF-8, which makes them
// broken UTF-8. A broken encoding is a fault that names line and column.
func decode(data []byte, encoding string) ([]byte, string, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return nil, "", fault.New(fault.Invalid, "import.workbook", "This is a workbook, not a CSV file. Open it in the spreadsheet program and save the sheet as CSV (UTF-8).")
	}
	found, mark := detect(data)
	if encoding == "" || mark > 0 {
		encoding = found
	}
	data = data[mark:]
	var text []byte
	var err error
	switch encoding {
	case UTF8:
		text, err = data, checkUTF8(data)
	case UTF16LE:
		text, err = decodeUTF16(data, binary.LittleEndian)
	case UTF16BE:
		text, err = decodeUTF16(data, binary.BigEndian)
	case Windows1252:
		text, err = decode1252(data)
	default:
		return nil, "", fault.New(fault.Invalid, "import.encoding", "The encoding %q is not known; use %s, %s, %s or %s.", encoding, UTF8, UTF16LE, UTF16BE, Windows1252)
	}
	if err != nil {
		return nil, "", err
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return nil, "", broken(text, at, "a zero byte; the file is damaged or not a text file")
	}
	if !bytes.ContainsRune(text, '\n') {
		text = bytes.ReplaceAll(text, []byte{'\r'}, []byte{'\n'})
	}
	return text, encoding, nil
}

// detect gives the likely encoding and the length of the byte order mark.
func detect(data []byte) (string, int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return UTF8, 3
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	head := data[:min(len(data), 4096)]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch quarter := len(head) / 4; {
	case zeros[1] > quarter && zeros[0] == 0:
		return UTF16LE, 0
	case zeros[0] > quarter && zeros[1] == 0:
		return UTF16BE, 0
	}
	valid, wrong := 0, 0
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			wrong++
		case size > 1:
			valid++
		}
		rest = rest[size:]
	}
	if wrong > valid {
		return Windows1252, 0
	}
	return UTF8, 0
}

func checkUTF8(data []byte) error {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return broken(data, at, "bytes that are not UTF-8")
		}
		at += size
	}
	return nil
}

func decode1252(data []byte) ([]byte, error) {
	for at, b := range data {
		if charmap.Windows1252.DecodeByte(b) == utf8.RuneError {
			return nil, broken(data, at, "a byte that Windows-1252 does not know")
		}
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "import.encoding", err, "The file cannot be read as Windows-1252.")
	}
	return text, nil
}

func decodeUTF16(data []byte, order binary.ByteOrder) ([]byte, error) {
	text := make([]byte, 0, len(data))
	for at := 0; at < len(data); at += 2 {
		if at+1 == len(data) {
			return nil, broken(text, len(text), "half a UTF-16 character; the file is cut off")
		}
		r := rune(order.Uint16(data[at:]))
		if utf16.IsSurrogate(r) {
			low := rune(-1)
			if at+3 < len(data) {
				low = rune(order.Uint16(data[at+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return nil, broken(text, len(text), "half a UTF-16 surrogate pair")
			}
			at += 2
		}
		text = utf8.AppendRune(text, r)
	}
	return text, nil
}

// broken makes the fault for a broken encoding at an offset of text.
func broken(text []byte, at int, what string) *fault.Error {
	line := 1 + bytes.Count(text[:at], []byte{'\n'})
	column := 1 + utf8.RuneCount(text[bytes.LastIndexByte(text[:at], '\n')+1:at])
	return fault.New(fault.Invalid, "import.encoding", "Line %d, character %d holds %s. Save the file again as CSV in UTF-8.", line, column, what).With(
		fault.Field{Path: place(line, column), Code: "encoding", Message: what})
}
