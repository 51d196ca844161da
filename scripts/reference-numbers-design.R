# Makes the reference vectors that need more than base R, or the design of a measurement:
# ranks, pairs, clusters, weights, mixes, drivers, planning. Run it from the repository root:
# Rscript scripts/reference-numbers-design.R (Debian: r-base-core r-cran-survey r-cran-clubsandwich)

source("scripts/reference-vectors.R")
suppressPackageStartupMessages({ library(clubSandwich); library(survey) })
versions <- paste0("clubSandwich ", packageVersion("clubSandwich"))
survey_version <- paste0("survey ", packageVersion("survey"))
nothing <- list(estimate = NA, se = NA, statistic = NA, df = NA, p = NA, interval = many(c(NA, NA)), interval90 = many(c(NA, NA)))

# Ranks.
cliff <- function(x0, x1) {
  d <- sign(outer(x1, x0, "-")); n1 <- length(x1); n0 <- length(x0); delta <- mean(d)
  if (n0 < 2 || n1 < 2) return(list(value = delta, interval = many(c(NA, NA))))
  z <- qnorm(.975)
  if (abs(delta) == 1) {
    n <- min(n0, n1); far <- delta * (n - z^2) / (n + z^2)
    return(list(value = delta, interval = many(sort(c(far, delta)))))
  }
  s2 <- (n0^2 * sum((rowMeans(d) - delta)^2) + n1^2 * sum((colMeans(d) - delta)^2) - sum((d - delta)^2)) / (n0 * n1 * (n0 - 1) * (n1 - 1))
  s2 <- max(s2, (1 - delta^2) / (n0 * n1 - 1))
  list(value = delta, interval = many((delta - delta^3 + c(-1, 1) * z * sqrt(s2) * sqrt((1 - delta^2)^2 + z^2 * s2)) / (1 - delta^2 + z^2 * s2)))
}
ranked <- function(name, x0, x1) {
  exact <- length(x0) < 50 && length(x1) < 50 && !anyDuplicated(c(x0, x1))
  w <- suppressWarnings(wilcox.test(x1, x0))
  add(name, "wilcox.test(followUp, baseline); Cliff 1996: unbiased variance over sign(outer(followUp, baseline, \"-\")); interval of Feng and Cliff 2004",
      list(baseline = bins(x0), followUp = bins(x1)),
      list(statistic = unname(w$statistic), p = w$p.value, exact = exact, delta = cliff(x0, x1)))
}
may <- na.omit(airquality$Ozone[airquality$Month == 5]); august <- na.omit(airquality$Ozone[airquality$Month == 8])
ranked("ozone in May and August", may, august)
ranked("ozone in August and May", august, may)
ranked("few, untied", c(1.1, 2.2, 3.3, 4.4), c(2.5, 3.5, 5.5))
ranked("one against one", 1, 2)
ranked("one against many", 3, c(1, 2, 4, 5, 6))
ranked("without overlap", c(1, 2, 3), c(4, 5, 6, 7))
ranked("without overlap, downwards, tied", c(5, 5, 6), c(1, 1, 2))
ranked("49 against 49", seq(0, 96, 2) + .5, seq(10, 106, 2) + .25)
ranked("50 against 49, untied", seq(0, 98, 2) + .5, seq(10, 106, 2) + .25)
ranked("ratings", rep(1:5, c(3, 8, 21, 55, 40)), rep(1:5, c(1, 5, 20, 60, 70)))
ranked("ratings without change", rep(1:5, c(3, 8, 21, 55, 40)), rep(1:5, c(3, 8, 21, 55, 40)))
ranked("two values", rep(0:1, c(30, 50)), rep(0:1, c(20, 90)))
ranked("sleep", sleep$extra[sleep$group == 1], sleep$extra[sleep$group == 2])
ranked("thousands", rep(1:10, c(100, 150, 90, 300, 220, 140, 80, 200, 330, 410)), rep(1:10, c(90, 140, 95, 280, 240, 150, 90, 210, 360, 440)))
add("all equal", "by definition: nothing to rank", list(baseline = bins(c(4, 4)), followUp = bins(c(4, 4, 4))), list(statistic = 3, p = NA, exact = FALSE))
add("nothing in the baseline", "by definition", list(baseline = I(list()), followUp = bins(c(4, 4, 4))), list(statistic = NA, p = NA, exact = FALSE, delta = list(value = NA, interval = many(c(NA, NA)))))
add("ozone, published", "Documentation of R's wilcox.test: Ozone ~ Month, airquality, months 5 and 8; Cliff delta from W 127.5 of 26 x 26 pairs",
    list(baseline = bins(august), followUp = bins(may)), list(statistic = 127.5, p = .0001208078, delta = list(value = -.6227811)), tolerance = 5e-8)
finish("mann-whitney.json")

signed <- function(name, d) {
  exact <- length(d) < 50 && !anyDuplicated(abs(d)) && !any(d == 0)
  w <- suppressWarnings(wilcox.test(d))
  add(name, "wilcox.test(differences)", list(differences = many(d)), list(statistic = unname(w$statistic), p = w$p.value, exact = exact))
}
signed("sleep, with a tie and a zero", sleep$extra[sleep$group == 2] - sleep$extra[sleep$group == 1])
signed("untied", c(1.5, -.5, 2.25, 3, -4, 5.5, 7))
signed("one", 3)
signed("all positive", c(1, 2, 3, 4, 5, 6))
signed("balanced", c(-1, 1, -2, 2))
signed("49, untied", c(seq(1, 30), -seq(31, 49)))
signed("50, untied", c(seq(1, 30), -seq(31, 50)))
signed("ties", c(1, 1, -1, 2, 2, -3, 4))
add("only zeros", "by definition", list(differences = many(c(0, 0))), list(statistic = NA, p = NA, exact = FALSE))
add("none", "by definition", list(differences = many(c())), list(statistic = NA, p = NA))
finish("signed-rank.json")

paired <- function(name, d) {
  w <- t.test(d); v <- t.test(d, conf.level = .90)
  add(name, "t.test(differences), conf.level = .95 and .90", list(differences = many(d)),
      list(estimate = unname(w$estimate), se = w$stderr, statistic = unname(w$statistic), df = unname(w$parameter), p = w$p.value, interval = many(w$conf.int), interval90 = many(v$conf.int)))
}
paired("sleep", sleep$extra[sleep$group == 2] - sleep$extra[sleep$group == 1])
paired("two locations", c(1, 2))
paired("no mean change", c(-1, 0, 1))
paired("a large offset", 1e6 + c(.5, .25, .75, 1))
paired("twelve locations", c(3.2, -1.1, 4.8, 2.2, 0, 7.1, -3.3, 2.9, 5.5, 1.8, 2.6, -.4))
add("one location", "by definition; t.test refuses it", list(differences = many(3)), modifyList(nothing, list(estimate = 3)))
add("no location", "by definition", list(differences = many(c())), nothing)
add("all equal", "by definition; t.test refuses it", list(differences = many(c(2, 2, 2))), modifyList(nothing, list(estimate = 2, se = 0)))
finish("paired.json")

paired_newcombe <- function(e, f, g, h, level) {
  n <- e + f + g + h
  w <- function(x) pmin(pmax(suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int, 0), 1)
  p0 <- (e + f) / n; p1 <- (e + g) / n; w0 <- w(e + f); w1 <- w(e + g)
  margins <- (e + f) * (g + h) * (e + g) * (f + h)
  product <- e * h - f * g
  phi <- if (margins == 0) 0 else (if (product > 0) max(product - n / 2, 0) else product) / sqrt(margins)
  d <- p1 - p0
  c(d - sqrt(max(0, (p1 - w1[1])^2 - 2 * phi * (p1 - w1[1]) * (w0[2] - p0) + (w0[2] - p0)^2)),
    d + sqrt(max(0, (w1[2] - p1)^2 - 2 * phi * (w1[2] - p1) * (p0 - w0[1]) + (p0 - w0[1])^2)))
}
for (case in list(c(20, 12, 2, 16), c(36, 12, 2, 0), c(53, 1, 7, 39), c(0, 5, 5, 0), c(10, 0, 0, 0), c(0, 0, 0, 10), c(5, 0, 0, 5), c(1, 0, 0, 0), c(200, 30, 55, 115), c(40, 10, 15, 20), c(40, 10, 16, 20), c(0, 0, 20, 0), c(5000, 1200, 1350, 2450))) {
  f <- case[2]; g <- case[3]; n <- sum(case)
  exact <- f + g <= 25
  p <- if (f + g == 0) 1 else if (exact) binom.test(f, f + g)$p.value else mcnemar.test(matrix(c(case[1], g, f, case[4]), 2), correct = FALSE)$p.value
  add(paste(case, collapse = " "), paste(if (exact) "binom.test(onlyBaseline, changed)$p.value;" else "mcnemar.test(table, correct = FALSE)$p.value;", "Newcombe 1998 (Statistics in Medicine 17: 2635-2650), method 10, from prop.test(x, n, correct = FALSE)$conf.int"),
      list(both = case[1], onlyBaseline = f, onlyFollowUp = g, neither = case[4]),
      list(estimate = (g - f) / n, se = sqrt(g + f - (g - f)^2 / n) / n, statistic = if (exact) NA else (g - f) / sqrt(g + f), p = p, exact = exact,
           interval = many(paired_newcombe(case[1], f, g, case[4], .95)), interval90 = many(paired_newcombe(case[1], f, g, case[4], .90))))
}
add("nothing", "by definition", list(both = 0, onlyBaseline = 0, onlyFollowUp = 0, neither = 0), c(nothing, list(exact = FALSE)))
finish("mcnemar.json")

# Clusters: cells are numbered from 1; every row of data is one response.
cells_of <- function(data, k) I(lapply(unique(data$cluster), function(id) I(lapply(1:k, function(cell) {
  y <- data$y[data$cluster == id & data$cell == cell]; list(n = length(y), sum = sum(y)) }))))
clustered <- function(name, data, contrast) {
  k <- length(contrast)
  data$factor <- factor(data$cell, levels = 1:k)
  model <- if (k == 1) lm(y ~ 1, data) else lm(y ~ 0 + factor, data)
  V <- vcovCR(model, cluster = data$cluster, type = "CR2")
  test <- function(level) linear_contrast(model, vcov = V, contrasts = matrix(contrast, 1), test = "Satterthwaite", level = level, p_values = TRUE)
  a <- test(.95); b <- test(.90)
  add(name, paste0("linear_contrast(lm(y ~ 0 + cell), vcovCR(type = \"CR2\"), test = \"Satterthwaite\"), ", versions),
      list(clusters = cells_of(data, k), contrast = many(contrast)),
      list(estimate = a$Est, se = a$SE, statistic = a$Est / a$SE, df = a$df, p = 2 * pt(-abs(a$Est / a$SE), a$df), interval = many(c(a$CI_L, a$CI_U)), interval90 = many(c(b$CI_L, b$CI_U))))
}
set.seed(20260501)
visits <- function(clusters, sizes, cells, spread, noise) {
  rows <- list()
  for (id in seq_len(clusters)) {
    level <- rnorm(1, 0, spread)
    for (cell in cells(id)) rows[[length(rows) + 1]] <- data.frame(cluster = id, cell = cell, y = round(level + cell / 2 + rnorm(sizes(id, cell), 0, noise), 3))
  }
  do.call(rbind, rows)
}
two <- c(-1, 1)
clustered("the same twelve locations, four visits each", visits(12, function(i, c) 4, function(i) 1:2, 1, 1), two)
clustered("the same locations, unequal visits", visits(9, function(i, c) 1 + (i * c) %% 6, function(i) 1:2, 2, 1), two)
clustered("different locations in the waves", visits(14, function(i, c) 2 + i %% 3, function(i) 1 + i %% 2, 1, 1), two)
clustered("some locations in one wave only", visits(11, function(i, c) 3 + (i + c) %% 4, function(i) if (i %% 3 == 0) 1 else if (i %% 3 == 1) 1:2 else 2:1, 1, 1), two)
clustered("one visit per location and wave", visits(8, function(i, c) 1, function(i) 1:2, 1, 1), two)
clustered("two locations", visits(2, function(i, c) 5, function(i) 1:2, 1, 1), two)
clustered("one location much larger", visits(6, function(i, c) if (i == 1) 80 else 3, function(i) 1:2, 1, 1), two)
clustered("shares", transform(visits(10, function(i, c) 8, function(i) 1:2, 1, 1), y = as.numeric(y > .6)), two)
clustered("level of one wave", visits(7, function(i, c) 2 + i, function(i) 1, 1, 1), 1)
clustered("level, one response per cluster", visits(20, function(i, c) 1, function(i) 1, 1, 1), 1)
clustered("chick weights by diet and cluster", data.frame(cluster = as.integer(as.character(ChickWeight$Chick)), cell = ifelse(ChickWeight$Time < 10, 1, 2), y = ChickWeight$weight), two)
did <- c(1, -1, -1, 1)
clustered("pilot with control arm", visits(16, function(i, c) 3 + i %% 2, function(i) if (i %% 2) 1:2 else 3:4, 1, 1), did)
clustered("pilot, few and unequal", visits(7, function(i, c) 1 + (i * c) %% 5, function(i) if (i %% 2) 1:2 else 3:4, 2, 1), did)
undefined <- function(name, clusters, contrast, want) add(name, "by definition", list(clusters = clusters, contrast = many(contrast)), modifyList(nothing, want))
cell <- function(n, sum) list(n = n, sum = sum)
undefined("one location", I(list(I(list(cell(3, 6), cell(4, 12))))), two, list(estimate = 1))
undefined("nothing in the follow-up", I(list(I(list(cell(3, 6), cell(0, 0))), I(list(cell(2, 5), cell(0, 0))))), two, list())
undefined("all locations equal", I(list(I(list(cell(2, 4), cell(2, 6))), I(list(cell(4, 8), cell(3, 9))))), two, list(estimate = 1, se = 0))
finish("contrast.json")

# Weights.
weighted_bins <- function(y, w) I(lapply(sort(unique(y)), function(v) list(value = v, count = sum(y == v), weight = sum(w[y == v]), squares = sum(w[y == v]^2))))
weighted <- function(name, y, w) {
  design <- svydesign(ids = ~1, weights = ~w, data = data.frame(y, w)); m <- svymean(~y, design); se <- sqrt(c(vcov(m)))
  add(name, paste0("svymean(~y, svydesign(ids = ~1, weights = ~w)); interval by t with n-1 degrees; sum(w)^2/sum(w^2); ", survey_version), list(bins = weighted_bins(y, w)),
      list(n = length(y), mean = c(coef(m)), se = se, effectiveN = sum(w)^2 / sum(w^2), interval = many(c(coef(m)) + c(-1, 1) * qt(.975, length(y) - 1) * se)))
}
y <- rep(1:5, c(4, 7, 20, 33, 16)); w <- round(.3 + rexp(80), 3)
weighted("ratings", y, w)
weighted("equal weights", y, rep(2, 80))
weighted("with weights of 0", c(1, 2, 3, 4, 5, 9), c(1, 2, 1, .5, 1, 0))
weighted("two", c(1, 4), c(1, 3))
weighted("one weight dominates", c(1, 2, 3, 4), c(1, 1, 1, 1000))
add("all weights 0", "by definition", list(bins = weighted_bins(c(1, 2), c(0, 0))), list(n = 2, mean = NA, se = NA, interval = many(c(NA, NA))))
add("one", "by definition", list(bins = weighted_bins(4, 2)), list(n = 1, mean = 4, se = NA, effectiveN = 1, interval = many(c(NA, NA))))
add("none", "by definition", list(bins = I(list())), list(n = 0, mean = NA, se = NA, interval = many(c(NA, NA))))
finish("weighted.json")

weighted_cells <- function(data, k) I(lapply(unique(data$cluster), function(id) I(lapply(1:k, function(cell) {
  rows <- data$cluster == id & data$cell == cell; list(n = sum(rows), weight = sum(data$w[rows]), sum = sum(data$w[rows] * data$y[rows])) }))))
weighted_change <- function(name, data) {
  design <- svydesign(ids = ~cluster, weights = ~w, data = data); m <- svyglm(y ~ factor(cell), design)
  e <- unname(coef(m)[2]); se <- sqrt(vcov(m)[2, 2]); df <- m$df.residual
  add(name, paste0("svyglm(y ~ wave, svydesign(ids = ~cluster, weights = ~w)), df.residual; ", survey_version), list(clusters = weighted_cells(data, 2), contrast = many(two)),
      list(estimate = e, se = se, statistic = e / se, df = df, p = 2 * pt(-abs(e / se), df), interval = many(e + c(-1, 1) * qt(.975, df) * se), interval90 = many(e + c(-1, 1) * qt(.95, df) * se)))
}
with_weights <- function(data) transform(data, w = round(.2 + rexp(nrow(data)), 3))
weighted_change("the same twelve clusters", with_weights(visits(12, function(i, c) 4, function(i) 1:2, 1, 1)))
weighted_change("different clusters", with_weights(visits(14, function(i, c) 2 + i %% 3, function(i) 1 + i %% 2, 1, 1)))
weighted_change("each response its own cluster", transform(with_weights(visits(40, function(i, c) 1, function(i) 1 + i %% 2, 1, 1))))
weighted_change("unequal", with_weights(visits(9, function(i, c) 1 + (i * c) %% 6, function(i) 1:2, 2, 1)))
weighted_change("three clusters", with_weights(visits(3, function(i, c) 5, function(i) 1:2, 1, 1)))
undefined("two clusters: as many as means", I(list(I(list(list(n = 1, weight = 1, sum = 2), list(n = 1, weight = 1, sum = 3))), I(list(list(n = 1, weight = 1, sum = 4), list(n = 1, weight = 1, sum = 4))))), two, list(estimate = .5))
undefined("no weight in the follow-up", I(list(I(list(list(n = 1, weight = 1, sum = 2), list(n = 1, weight = 0, sum = 0))), I(list(list(n = 1, weight = 1, sum = 4), list(n = 1, weight = 0, sum = 0))), I(list(list(n = 1, weight = 1, sum = 4), list(n = 1, weight = 0, sum = 0))))), two, list())
finish("weighted-contrast.json")

# Points earned of points possible.
ratio <- function(name, earned, possible) {
  design <- svydesign(ids = ~1, weights = ~one, data = data.frame(earned, possible, one = 1)); r <- svyratio(~earned, ~possible, design); se <- c(SE(r))
  add(name, paste0("svyratio(~earned, ~possible, svydesign(ids = ~1)); interval by t with n-1 degrees; ", survey_version), list(earned = many(earned), possible = many(possible)),
      list(n = length(earned), estimate = c(coef(r)), se = se, interval = many(c(coef(r)) + c(-1, 1) * qt(.975, length(earned) - 1) * se)))
}
ratio("ten reports", c(30, 42, 18, 55, 60, 33, 47, 29, 51, 38), c(50, 60, 40, 60, 60, 50, 60, 40, 60, 60))
ratio("equal possible points", c(3, 4, 5, 2), rep(5, 4))
ratio("two reports", c(10, 4), c(20, 10))
ratio("a report without possible points", c(10, 0, 7), c(20, 0, 9))
ratio("full marks", c(10, 20, 30), c(10, 20, 30))
add("one report", "by definition", list(earned = many(3), possible = many(4)), list(n = 1, estimate = .75, se = NA, interval = many(c(NA, NA))))
add("no report", "by definition", list(earned = many(c()), possible = many(c())), list(n = 0, estimate = NA, se = NA, interval = many(c(NA, NA))))
finish("ratio.json")

# Mix.
standardised <- function(name, strata) {
  used <- Filter(function(s) length(s[[1]]) >= 2 && length(s[[2]]) >= 2, strata)
  covered <- sum(lengths(lapply(used, `[[`, 1))); all <- sum(lengths(lapply(strata, `[[`, 1)))
  share <- lengths(lapply(used, `[[`, 1)) / covered
  e <- sum(share * sapply(used, function(s) mean(s[[2]]) - mean(s[[1]])))
  v <- unlist(mapply(function(s, p) p^2 * c(var(s[[1]]) / length(s[[1]]), var(s[[2]]) / length(s[[2]])), used, share, SIMPLIFY = FALSE))
  n <- unlist(lapply(used, function(s) c(length(s[[1]]), length(s[[2]]))))
  se <- sqrt(sum(v)); df <- sum(v)^2 / sum(v^2 / (n - 1))
  add(name, "share <- n0/sum(n0); sum(share*(mean1-mean0)); v <- share^2*var/n; sqrt(sum(v)); df <- sum(v)^2/sum(v^2/(n-1))",
      list(strata = I(lapply(strata, function(s) list(baseline = bins(s[[1]]), followUp = bins(s[[2]]))))),
      list(covered = covered / all, estimate = e, se = se, statistic = e / se, df = df, p = 2 * pt(-abs(e / se), df), interval = many(e + c(-1, 1) * qt(.975, df) * se), interval90 = many(e + c(-1, 1) * qt(.95, df) * se)))
}
standardised("two groups whose parts change places", list(list(rep(1:5, c(5, 10, 20, 40, 25)), rep(1:5, c(1, 3, 6, 15, 10))), list(rep(1:5, c(2, 5, 10, 8, 5)), rep(1:5, c(5, 15, 30, 40, 20)))))
standardised("one stratum is Welch", list(list(sleep$extra[sleep$group == 1], sleep$extra[sleep$group == 2])))
standardised("a stratum missing in the follow-up", list(list(c(1, 2, 3, 4), c(2, 3, 4)), list(c(5, 6), c()), list(c(1, 5, 2), c(2, 2, 6, 7))))
standardised("a stratum with one response", list(list(c(1, 2, 3, 4), c(2, 3, 4)), list(5, c(1, 2))))
standardised("a stratum without variance", list(list(c(1, 2, 3, 4), c(2, 3, 4)), list(c(5, 5), c(4, 4, 4))))
add("nothing in common", "by definition", list(strata = I(list(list(baseline = bins(c(1, 2)), followUp = I(list())), list(baseline = I(list()), followUp = bins(c(1, 2)))))), c(nothing, list(covered = 0)))
finish("standardise.json")

# Drivers.
johnson <- function(X, y) {
  R <- cor(X); e <- eigen(R); L <- e$vectors %*% diag(sqrt(e$values), length(e$values)) %*% t(e$vectors)
  b <- solve(L, cor(X, y)); c(L^2 %*% b^2)
}
driven <- function(name, X, y) {
  w <- johnson(as.matrix(X), y)
  add(name, "Johnson 2000: e <- eigen(cor(X)); L <- V sqrt(D) V'; b <- solve(L, cor(X, y)); L^2 %*% b^2; summary(lm(y ~ X))$r.squared", list(rows = I(lapply(seq_along(y), function(i) many(c(unlist(X[i, ]), y[i]))))),
      list(explained = summary(lm(y ~ as.matrix(X)))$r.squared, weights = many(w)))
}
driven("cars", unname(mtcars[, c("cyl", "disp", "hp", "wt", "qsec")]), mtcars$mpg)
driven("attitudes", unname(attitude[, 2:7]), attitude$rating)
driven("one driver", unname(mtcars[, "wt", drop = FALSE]), mtcars$mpg)
driven("swiss", unname(swiss[, 2:6]), swiss$Fertility)
driven("two drivers without correlation", data.frame(c(-1, 1, -1, 1, -1, 1, -1, 1), c(-1, -1, 1, 1, -1, -1, 1, 1)), c(1, 2, 4, 6, 2, 2, 3, 7))
add("a driver that does not vary", "as two drivers less the constant one", list(rows = I(lapply(1:8, function(i) many(c(c(-1, 1, -1, 1, -1, 1, -1, 1)[i], 5, c(1, 2, 4, 6, 2, 2, 3, 7)[i]))))),
    list(explained = cor(c(-1, 1, -1, 1, -1, 1, -1, 1), c(1, 2, 4, 6, 2, 2, 3, 7))^2, weights = many(c(cor(c(-1, 1, -1, 1, -1, 1, -1, 1), c(1, 2, 4, 6, 2, 2, 3, 7))^2, NA))))
add("an outcome that does not vary", "by definition", list(rows = I(list(many(c(1, 2)), many(c(2, 2)), many(c(3, 2))))), list(explained = NA, weights = many(NA)))
add("too few responses", "by definition", list(rows = I(list(many(c(1, 2, 3)), many(c(2, 2, 4))))), list(explained = NA, weights = many(c(NA, NA))))
weighed <- function(name, X, y, w) {
  X <- as.matrix(X); all <- cov.wt(cbind(X, y), w, cor = TRUE); k <- ncol(X)
  e <- eigen(all$cor[1:k, 1:k, drop = FALSE]); L <- e$vectors %*% diag(sqrt(e$values), k) %*% t(e$vectors); b <- solve(L, all$cor[1:k, k + 1])
  add(name, "as without weights, from cov.wt(cbind(X, y), w, cor = TRUE)$cor; summary(lm(y ~ X, weights = w))$r.squared",
      list(rows = I(lapply(seq_along(y), function(i) many(c(unname(X[i, ]), y[i])))), weights = many(w)),
      list(explained = summary(lm(y ~ X, weights = w))$r.squared, weights = many(c(L^2 %*% b^2))))
}
weighed("attitudes, weighted", attitude[, 2:7], attitude$rating, 1 + (seq_len(30) %% 7) / 3)
weighed("swiss, weighted by hand", swiss[, 2:6], swiss$Fertility, swiss$Agriculture / 10)
weighed("weights of 1", mtcars[, c("cyl", "disp", "hp", "wt", "qsec")], mtcars$mpg, rep(1, 32))
singular <- function(name, X, y) {
  X <- as.matrix(X); e <- eigen(cor(X)); keep <- e$values > 1e-10; V <- e$vectors[, keep]; D <- diag(e$values[keep])
  L <- V %*% sqrt(D) %*% t(V); b <- V %*% solve(sqrt(D)) %*% t(V) %*% cor(X, y)
  add(name, "as before over the eigenvalues above 1e-10 alone; summary(lm(y ~ X))$r.squared", list(rows = I(lapply(seq_along(y), function(i) many(c(unname(X[i, ]), y[i]))))),
      list(explained = summary(lm(y ~ X))$r.squared, weights = many(c(L^2 %*% b^2)), dependent = TRUE))
}
singular("a driver that is the sum of two others", cbind(attitude$complaints, attitude$raises, attitude$complaints + attitude$raises, attitude$learning), attitude$rating)
singular("a driver twice", cbind(mtcars$wt, mtcars$hp, mtcars$wt), mtcars$mpg)
finish("influence.json")

# Planning.
for (case in list(c(20, 1, 1), c(4, 2, 2), c(2, 1, 1), c(100, 15, 15), c(1000, 15, 15), c(4000, 1, 1)))
  add(sprintf("means, %g responses, sd %g", case[1], case[2]), "power.t.test(n, sd, power, sig.level, tol = 1e-12)$delta", list(kind = "means", n = case[1], variance0 = case[2]^2, variance1 = case[3]^2, alpha = .05, power = .8),
      list(difference = power.t.test(n = case[1], sd = case[2], power = .8, tol = 1e-12)$delta), if (case[1] < 3) 1e-7 else NULL)
for (case in list(c(100, .5), c(100, .9), c(30, .05), c(5000, .2), c(3, .5))) {
  told <- function(q) pnorm((sqrt(case[1]) * abs(case[2] - q) - qnorm(.975) * sqrt((case[2] + q) * (1 - (case[2] + q) / 2))) / sqrt(case[2] * (1 - case[2]) + q * (1 - q))) - .8
  side <- function(end) if (told(end) < 0) NA else uniroot(told, sort(c(end, case[2] + sign(end - case[2]) * 1e-9)), tol = 1e-14)$root
  add(sprintf("shares, %g responses, %g", case[1], case[2]), "uniroot over q of power.prop.test's power at p1 = share, p2 = q", list(kind = "shares", n = case[1], share = case[2], alpha = .05, power = .8),
      list(below = side(0), above = side(1)))
}
for (case in list(c(100, 2500, 2500), c(30, 6400, 3600), c(5000, 1, 1)))
  add(sprintf("normal, %g responses, variances %g and %g", case[1], case[2], case[3]), "(qnorm(1-alpha/2)+qnorm(power))*sqrt((variance0+variance1)/n)", list(kind = "normal", n = case[1], variance0 = case[2], variance1 = case[3], alpha = .05, power = .8),
      list(difference = (qnorm(.975) + qnorm(.8)) * sqrt((case[2] + case[3]) / case[1])))
for (case in list(c(100, 5, .1), c(63, 1, .3), c(400, 20, .05), c(10, 10, 0)))
  add(sprintf("%g responses, %g a location, correlation %g", case[1], case[2], case[3]), "max(4, ceiling(responses*(1+(size-1)*correlation)/size))", list(kind = "clusters", n = case[1], size = case[2], correlation = case[3]),
      list(clusters = max(4, ceiling(case[1] * (1 + (case[2] - 1) * case[3]) / case[2] * (1 - 1e-12)))))
finish("detectable.json")

icc <- function(name, y, g) {
  a <- anova(lm(y ~ factor(g))); n <- table(g); m <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  add(name, "a <- anova(lm(y ~ cluster)); (MSB-MSW)/(MSB+(m-1)*MSW), m <- (N-sum(n^2)/N)/(k-1)", list(cells = I(lapply(unique(g), function(k) list(n = sum(g == k), sum = sum(y[g == k])))), within = a$`Sum Sq`[2]),
      list(correlation = (a$`Mean Sq`[1] - a$`Mean Sq`[2]) / (a$`Mean Sq`[1] + (m - 1) * a$`Mean Sq`[2])))
}
icc("chicks", ChickWeight$weight, as.character(ChickWeight$Chick))
icc("sleep by person", sleep$extra, sleep$ID)
icc("warp breaks", warpbreaks$breaks, warpbreaks$tension)
icc("unequal", c(1, 2, 3, 5, 5, 6, 9, 9, 9, 10), c(1, 1, 1, 2, 2, 2, 3, 3, 3, 3))
add("one cluster", "by definition", list(cells = I(list(list(n = 3, sum = 6))), within = 2), list(correlation = NA))
add("one value a cluster", "by definition", list(cells = I(list(list(n = 1, sum = 6), list(n = 1, sum = 2))), within = 0), list(correlation = NA))
finish("intraclass.json")

# Ranks with what chance allows: every pair tested, Holm over all pairs (Mogstad, Romano,
# Shaikh and Wilhelm 2024).
stand <- function(estimate, p) {
  n <- length(estimate); at <- which(upper.tri(p), arr.ind = TRUE)
  told <- matrix(FALSE, n, n); told[at] <- !is.na(p[at]) & p.adjust(ifelse(is.na(p[at]), 1, p[at]), "holm") <= .05; told <- told | t(told)
  above <- outer(estimate, estimate, "<")
  list(rank = many(1 + rowSums(above)), best = many(1 + rowSums(told & above)), worst = many(n - rowSums(told & t(above))))
}
by_pairs <- function(n, test) { p <- matrix(NA_real_, n, n); for (j in seq_len(n)) for (i in seq_len(j - 1)) p[i, j] <- test(i, j); p }
standing_means <- function(name, samples) {
  one <- lapply(samples, function(x) list(value = mean(x), se = sd(x) / sqrt(length(x)), df = length(x) - 1))
  p <- by_pairs(length(samples), function(i, j) tryCatch(t.test(samples[[i]], samples[[j]])$p.value, error = function(e) NA))
  add(name, "p.adjust(t.test(x, y)$p.value over all pairs, \"holm\") <= .05; ranks by Mogstad, Romano, Shaikh and Wilhelm 2024", list(means = I(unname(one))), stand(vapply(samples, mean, 0), p))
}
standing_shares <- function(name, x, n) {
  p <- by_pairs(length(x), function(i, j) {
    t <- matrix(c(x[i], n[i] - x[i], x[j], n[j] - x[j]), 2); expected <- outer(rowSums(t), colSums(t)) / sum(t)
    if (min(expected) < 5) fisher.test(t)$p.value else suppressWarnings(prop.test(c(x[i], x[j]), c(n[i], n[j]), correct = FALSE)$p.value)
  })
  add(name, "p.adjust(prop.test(correct = FALSE) or fisher.test p over all pairs, \"holm\") <= .05", list(shares = I(lapply(seq_along(x), function(i) list(count = x[i], n = n[i])))), stand(x / n, p))
}
standing_normal <- function(name, value, se) {
  p <- by_pairs(length(value), function(i, j) 2 * pnorm(-abs(value[i] - value[j]) / sqrt(se[i]^2 + se[j]^2)))
  add(name, "p.adjust(2 * pnorm(-|z|) over all pairs, \"holm\") <= .05", list(means = I(lapply(seq_along(value), function(i) list(value = value[i], se = se[i], df = NA)))), stand(value, p))
}
standing_means("chick weights by feed", split(chickwts$weight, chickwts$feed))
standing_means("insects by spray", split(InsectSprays$count, InsectSprays$spray))
standing_means("ozone by month", split(na.omit(airquality)$Ozone, na.omit(airquality)$Month))
standing_means("twins", list(c(1, 2, 3), c(1, 2, 3), c(11, 12, 13)))
standing_means("one alone", list(c(1, 2, 3)))
standing_means("one without spread", list(c(5, 5, 5), c(1, 2, 3, 4), c(20, 21, 23)))
set.seed(20261122)
standing_means("sixty locations, thirty visits each", lapply(1:60, function(i) round(rnorm(30, 60 + i / 3, 6), 2)))
standing_means("forty locations, two to nine visits each", lapply(1:40, function(i) round(rnorm(2 + i %% 8, i, 5), 2)))
standing_means("a hundred, far apart and near", lapply(1:100, function(i) round(rnorm(25, 10 * (i %/% 10), 1 + i %% 3), 3)))
standing_shares("shares, some rare", c(1, 5, 9, 40, 45, 90, 0, 60), c(20, 20, 20, 80, 60, 100, 30, 400))
standing_shares("shares of thirty", rbinom(30, 60, seq(.2, .95, length.out = 30)), rep(60, 30))
standing_normal("net promoter scores", c(-20.5, 3, 4, 31, 60), c(8, 7.5, 6, 9, 5))
finish("standing.json")
