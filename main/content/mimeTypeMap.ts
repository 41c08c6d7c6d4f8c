// Mirrors android.webkit.MimeTypeMap: Debian's mime.types with Android's own lines on top, as far as media and documents go.

/** One MIME type and its extensions per line. */
const TYPES = `
application/epub+zip epub
application/gzip gz tgz
application/java-archive jar
application/javascript js mjs
application/json json
application/lrc lrc
application/msword doc dot
application/ogg ogx
application/pdf pdf
application/rss+xml rss
application/smil+xml smil smi sml
application/ttml+xml ttml dfxp
application/vnd.android.ota ota
application/vnd.android.package-archive apk
application/vnd.ms-asf asf
application/vnd.ms-excel xls xla xlb xlc xlm xlt xlw
application/vnd.ms-excel.addin.macroEnabled.12 xlam
application/vnd.ms-excel.sheet.binary.macroEnabled.12 xlsb
application/vnd.ms-excel.sheet.macroEnabled.12 xlsm
application/vnd.ms-excel.template.macroEnabled.12 xltm
application/vnd.ms-powerpoint ppt pps pot
application/vnd.ms-powerpoint.addin.macroEnabled.12 ppam
application/vnd.ms-powerpoint.presentation.macroEnabled.12 pptm
application/vnd.ms-powerpoint.slideshow.macroEnabled.12 ppsm
application/vnd.ms-powerpoint.template.macroEnabled.12 potm
application/vnd.ms-word.document.macroEnabled.12 docm
application/vnd.ms-word.template.macroEnabled.12 dotm
application/vnd.ms-wpl wpl
application/vnd.oasis.opendocument.chart odc
application/vnd.oasis.opendocument.database odb
application/vnd.oasis.opendocument.formula odf
application/vnd.oasis.opendocument.graphics odg
application/vnd.oasis.opendocument.graphics-template otg
application/vnd.oasis.opendocument.presentation odp
application/vnd.oasis.opendocument.presentation-template otp
application/vnd.oasis.opendocument.spreadsheet ods
application/vnd.oasis.opendocument.spreadsheet-template ots
application/vnd.oasis.opendocument.text odt
application/vnd.oasis.opendocument.text-master odm
application/vnd.oasis.opendocument.text-template ott
application/vnd.oasis.opendocument.text-web oth
application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
application/vnd.openxmlformats-officedocument.presentationml.slideshow ppsx
application/vnd.openxmlformats-officedocument.presentationml.template potx
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
application/vnd.openxmlformats-officedocument.spreadsheetml.template xltx
application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
application/vnd.openxmlformats-officedocument.wordprocessingml.template dotx
application/vnd.stardivision.calc sdc
application/vnd.stardivision.chart sds
application/vnd.stardivision.draw sda
application/vnd.stardivision.impress sdd sdp
application/vnd.stardivision.writer sdw vor
application/vnd.stardivision.writer-global sgl
application/vnd.sun.xml.calc sxc
application/vnd.sun.xml.calc.template stc
application/vnd.sun.xml.draw sxd
application/vnd.sun.xml.draw.template std
application/vnd.sun.xml.impress sxi
application/vnd.sun.xml.impress.template sti
application/vnd.sun.xml.math sxm
application/vnd.sun.xml.writer sxw
application/vnd.sun.xml.writer.global sxg
application/vnd.sun.xml.writer.template stw
application/x-7z-compressed 7z
application/x-subrip srt
application/x-tar tar
application/xspf+xml xspf
application/zip zip
audio/3gpp 3ga
audio/AMR-WB awb
audio/aac aac adts adt
audio/ac3 ac3 a52
audio/amr amr
audio/annodex axa
audio/basic snd au
audio/csound csd orc sco
audio/flac flac
audio/imelody imy
audio/midi mid midi kar rtttl rtx xmf
audio/mobile-xmf mxmf
audio/mp4 m4b m4p f4a f4b f4p
audio/mpeg mp3 mp2 mp1 mpa mpga mpega m4a m4r
audio/ogg ogg oga opus spx
audio/prs.sid sid
audio/sp-midi smf
audio/x-aiff aif aiff aifc
audio/x-gsm gsm
audio/x-matroska mka
audio/x-mpegurl m3u m3u8
audio/x-ms-wax wax
audio/x-ms-wma wma
audio/x-pn-realaudio ra ram rm
audio/x-scpls pls
audio/x-sd2 sd2
audio/x-wav wav
image/avif avif
image/gif gif
image/heic heic
image/heic-sequence heics
image/heif heif hif
image/heif-sequence heifs
image/ico cur
image/ief ief
image/jp2 jp2 jpg2
image/jpeg jpg jpeg jpe jfif
image/jpm jpm
image/jpx jpx jpf
image/jxl jxl
image/pcx pcx
image/png png
image/svg+xml svg svgz
image/tiff tiff tif
image/vnd.djvu djvu djv
image/vnd.wap.wbmp wbmp
image/webp webp
image/x-adobe-dng dng
image/x-canon-cr2 cr2
image/x-canon-crw crw
image/x-cmu-raster ras
image/x-coreldraw cdr
image/x-coreldrawpattern pat
image/x-coreldrawtemplate cdt
image/x-corelphotopaint cpt
image/x-epson-erf erf
image/x-fuji-raf raf
image/x-icon ico
image/x-jg art
image/x-jng jng
image/x-ms-bmp bmp
image/x-nikon-nef nef
image/x-nikon-nrw nrw
image/x-olympus-orf orf
image/x-panasonic-rw2 rw2
image/x-pentax-pef pef
image/x-photoshop psd
image/x-portable-anymap pnm
image/x-portable-bitmap pbm
image/x-portable-graymap pgm
image/x-portable-pixmap ppm
image/x-rgb rgb
image/x-samsung-srw srw
image/x-sony-arw arw
image/x-xbitmap xbm
image/x-xcf xcf
image/x-xpixmap xpm
image/x-xwindowdump xwd
text/calendar ics icz
text/comma-separated-values csv
text/css css
text/h323 323
text/html html htm shtml
text/markdown md markdown
text/plain txt asc text diff po brf
text/richtext rtx
text/rtf rtf
text/tab-separated-values tsv
text/text phps
text/vcard vcard
text/vtt vtt
text/x-bibtex bib
text/x-c++hdr hpp h++ hxx hh
text/x-c++src cpp c++ cxx cc
text/x-chdr h
text/x-csh csh
text/x-csrc c
text/x-dsrc d
text/x-haskell hs
text/x-java java
text/x-pascal p pas
text/x-perl pl pm
text/x-python py
text/x-sh sh
text/x-tcl tcl tk
text/x-tex tex ltx sty cls
text/x-vcalendar vcs
text/x-vcard vcf
text/xml xml
video/3gpp 3gp 3gpp
video/3gpp2 3gpp2 3gp2 3g2
video/annodex axv
video/avi avi
video/dl dl
video/dv dif dv
video/fli fli
video/gl gl
video/mp2t m2ts mts
video/mp2ts ts
video/mp4 mp4 m4v f4v mp4v mpeg4
video/mpeg mpeg mpg mpe mpeg2 mpv2 mp2v m2v m2t mpeg1 mpv1 mp1v m1v
video/ogg ogv
video/quicktime mov qt
video/vnd.mpegurl mxu
video/vnd.youtube.yt yt
video/webm webm
video/x-flv flv
video/x-la-asf lsf lsx
video/x-matroska mkv mpv
video/x-mng mng
video/x-ms-wm wm
video/x-ms-wmv wmv
video/x-ms-wmx wmx
video/x-ms-wvx wvx
video/x-sgi-movie movie
video/x-webex wrf
`;

/** Types whose files are known by another type, and types Android prefers another extension for than the first above. */
const PREFERRED_EXTENSIONS = `
application/octet-stream bin
application/rtf rtf
application/vnd.apple.mpegurl m3u8
application/vnd.youtube.yt yt
application/x-flac flac
application/x-mpegurl m3u
application/xml xml
audio/aac-adts aac
audio/midi rtx
audio/mp4 m4a
audio/mpegurl m3u
image/bmp bmp
image/heic-sequence heics
image/heif-sequence heifs
image/ico cur
image/vnd.microsoft.icon ico
text/comma-separated-values csv
text/rtf rtf
text/x-vcard vcf
video/3gpp 3gpp
video/3gpp2 3gpp2
video/m4v m4v
video/mp2p mpeg
video/mp2t m2ts
video/x-msvideo avi
`;

const byExtension = new Map<string, string>();
const byMimeType = new Map<string, string>();
for (const line of TYPES.trim().split('\n')) {
  const [mimeType = '', ...extensions] = line.split(' ');
  for (const extension of extensions) if (!byExtension.has(extension)) byExtension.set(extension, mimeType);
  byMimeType.set(mimeType.toLowerCase(), extensions[0] ?? '');
}
for (const line of PREFERRED_EXTENSIONS.trim().split('\n')) {
  const [mimeType = '', extension = ''] = line.split(' ');
  byMimeType.set(mimeType, extension);
}

/** MimeTypeMap.getMimeTypeFromExtension: any case, no dot; null when the extension is not known. */
export function getMimeTypeFromExtension(extension: string): string | null {
  return byExtension.get(extension.toLowerCase()) ?? null;
}

/** MimeTypeMap.getExtensionFromMimeType: the extension Android gives a file of the type; null when it is not known. */
export function getExtensionFromMimeType(mimeType: string): string | null {
  return byMimeType.get(mimeType.toLowerCase()) ?? null;
}
