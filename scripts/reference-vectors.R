# How reference vectors are gathered and written; for the scripts reference-numbers*.R.

json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', parts, collapse = ", "), "}"))
  }
  one <- function(v) {
    if (is.character(v)) return(encodeString(v, quote = '"'))
    if (is.logical(v) && !is.na(v)) return(tolower(as.character(v)))
    if (is.nan(v) || is.na(v) || is.infinite(v)) return("null")
    if (v == round(v) && abs(v) < 1e15) return(sprintf("%.0f", v))
    for (digits in c(6, 15, 16, 17)) {
      text <- sprintf(paste0("%.", digits, "g"), v)
      if (as.numeric(text) == v) break
    }
    text
  }
  parts <- vapply(x, one, "")
  if (length(x) == 1 && !inherits(x, "AsIs")) parts else paste0("[", paste(parts, collapse = ", "), "]")
}

vectors <- list()
add <- function(name, source, given, want, tolerance = NULL) {
  if (is.null(tolerance)) source <- paste0(source, " [", R.version.string, "]")
  vector <- list(name = name, source = source, given = given, want = want)
  if (!is.null(tolerance)) vector$tolerance <- tolerance
  vectors[[length(vectors) + 1]] <<- vector
}
finish <- function(file) {
  lines <- vapply(vectors, function(v) paste0("  ", json(v)), "")
  writeLines(c("[", paste(lines, collapse = ",\n"), "]"), file.path("surveys/conformance/statistics", file))
  vectors <<- list()
}
many <- function(x) I(if (is.null(x)) numeric(0) else x) # always an array
bins <- function(x) { if (is.null(x)) return(I(list())); t <- table(x); I(lapply(seq_along(t), function(i) c(as.numeric(names(t)[i]), as.numeric(t[i])))) }
pairs_of <- function(v, n) I(lapply(seq_along(v), function(i) c(v[i], n[i])))
