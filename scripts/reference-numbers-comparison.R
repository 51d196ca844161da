# Makes the reference vectors of comparisons across definitions, at an equal mix, and of goals.
# Run it from the repository root:
# Rscript scripts/reference-numbers-comparison.R (Debian: r-base-core r-cran-survey r-cran-clubsandwich)

source("scripts/reference-vectors.R")
suppressPackageStartupMessages({ library(clubSandwich); library(survey) })
versions <- paste0("clubSandwich ", packageVersion("clubSandwich"))
survey_version <- paste0("survey ", packageVersion("survey"))
nothing <- list(estimate = NA, se = NA, statistic = NA, df = NA, p = NA, interval = many(c(NA, NA)), interval90 = many(c(NA, NA)))
by_student <- function(e, se, df) list(estimate = e, se = se, statistic = e / se, df = df, p = 2 * pt(-abs(e / se), df),
  interval = many(e + c(-1, 1) * qt(.975, df) * se), interval90 = many(e + c(-1, 1) * qt(.95, df) * se))

# Several definitions.
combined <- function(name, w, e, se, df, source = "v <- (w*se)^2; sum(w*e); sqrt(sum(v)); df <- sum(v)^2/sum(v^2/df)") {
  v <- (w * se)^2; total <- sum(v)
  add(name, source, list(components = I(lapply(seq_along(w), function(i) list(weight = w[i], estimate = e[i], se = se[i], df = df[i])))),
      by_student(sum(w * e), sqrt(total), total^2 / sum((v^2 / df)[v > 0])))
}
combined("two questionnaires", c(.5, .5), c(4.2, 6.1), c(1.3, 2.2), c(41.5, 12.25))
combined("three, unequal weights", c(.6, .3, .1), c(-2, 3.5, 8), c(.8, 1.1, 4), c(120, 33.3, 5))
combined("one", 1, 3, 1.5, 8)
combined("one without spread", c(.5, .5), c(3, 1), c(0, 2), c(10, 6))
combined("one known for certain", c(.25, .75), c(2, -1), c(.5, .4), c(Inf, 20))
a <- sleep$extra[sleep$group == 1]; b <- sleep$extra[sleep$group == 2]; w <- t.test(a, b)
add("the two groups of sleep: Welch's test", "t.test(extra ~ group)", list(components = I(list(
      list(weight = 1, estimate = mean(a), se = sd(a) / sqrt(10), df = 9), list(weight = -1, estimate = mean(b), se = sd(b) / sqrt(10), df = 9)))),
    list(estimate = mean(a) - mean(b), se = w$stderr, statistic = unname(w$statistic), df = unname(w$parameter), p = w$p.value, interval = many(c(w$conf.int))))
add("none", "by definition", list(components = I(list())), nothing)
add("all of weight 0", "by definition", list(components = I(list(list(weight = 0, estimate = 3, se = 1, df = 4)))), nothing)
add("none with spread", "by definition", list(components = I(list(list(weight = .5, estimate = 3, se = 0, df = 4), list(weight = .5, estimate = 5, se = 0, df = 4)))),
    modifyList(nothing, list(estimate = 4, se = 0)))
add("an unknown error", "by definition", list(components = I(list(list(weight = .5, estimate = 3, se = NA, df = 4), list(weight = .5, estimate = 5, se = 1, df = 4)))),
    modifyList(nothing, list(estimate = 4)))
finish("combine.json")

# Goals: a ratio of two estimates.
ratio_limits <- function(n, d, vn, vd, cov, df) {
  t <- qt(.975, df)
  if (d^2 - t^2 * vd <= 0) return(c(NA, NA))
  far <- function(r) (n - r * d)^2 - t^2 * (vn - 2 * r * cov + r^2 * vd)
  span <- 1; while (far(n / d + span) < 0 || far(n / d - span) < 0) span <- span * 2
  c(uniroot(far, c(n / d - span, n / d), tol = 1e-15)$root, uniroot(far, c(n / d, n / d + span), tol = 1e-15)$root)
}
goal <- function(name, n, d, vn, vd, cov, df)
  add(name, "uniroot over r of (n-r*d)^2 - qt(.975, df)^2*(vn-2*r*cov+r^2*vd): Fieller 1954",
      list(numerator = n, denominator = d, varianceOfNumerator = vn, varianceOfDenominator = vd, covariance = cov, df = if (is.finite(df)) df else NA),
      list(interval = many(ratio_limits(n, d, vn, vd, cov, df))), if (is.na(ratio_limits(n, d, vn, vd, cov, df)[1])) NULL else 1e-9)
goal("half way", 10, 20, 4, 4, 0, 60)
goal("the same locations", 10, 20, 4, 5, 3.5, 18.4)
goal("beyond the goal", -3, 15, 2, 3, .5, 200)
goal("farther away than before", 25, 20, 4, 4, 1, 30)
goal("downwards", -4, -9, .5, .7, .2, 44)
goal("normal", 2, 3, .04, .05, 0, Inf)
goal("the baseline may be at the goal", 1, 2, 4, 4, 0, 60)
goal("a goal that was known", 5, 10, 2, 0, 0, 12)
finish("fieller.json")

# An equal mix: cells are baseline and follow-up of each stratum, the contrast their shares of the baseline.
data_of <- function(clusters, strata, size, noise) {
  rows <- list()
  for (id in seq_len(clusters)) for (wave in 0:1) for (k in seq_len(size(id, wave))) {
    s <- sample(strata, 1, prob = if (wave == 0) seq_along(strata) else rev(seq_along(strata)))
    rows[[length(rows) + 1]] <- data.frame(cluster = id, wave = wave, stratum = s, y = round(id / 5 + wave / 2 + which(strata == s) / 2 + rnorm(1, 0, noise), 3))
  }
  do.call(rbind, rows)
}
cell_of <- function(data, strata) 2 * match(data$stratum, strata) - 1 + data$wave
set.seed(20261122)
mixed <- function(name, data, strata) {
  data$cell <- cell_of(data, strata); k <- 2 * length(strata)
  n <- sapply(strata, function(s) sum(data$stratum == s & data$wave == 0)); share <- n / sum(n)
  contrast <- as.vector(rbind(-share, share))
  model <- lm(y ~ 0 + factor, transform(data, factor = factor(cell, levels = 1:k)))
  V <- vcovCR(model, cluster = data$cluster, type = "CR2")
  a <- linear_contrast(model, vcov = V, contrasts = matrix(contrast, 1), test = "Satterthwaite", p_values = TRUE)
  add(name, paste0("share <- strata of the baseline; linear_contrast(lm(y ~ 0 + stratum:wave), vcovCR(type = \"CR2\"), contrasts = share*(-1, 1), test = \"Satterthwaite\"), ", versions),
      list(clusters = I(lapply(unique(data$cluster), function(id) I(lapply(1:k, function(cell) { y <- data$y[data$cluster == id & data$cell == cell]; list(n = length(y), sum = sum(y)) })))), contrast = many(contrast)),
      by_student(a$Est, a$SE, a$df))
}
mixed("two strata, twelve locations", data_of(12, c("a", "b"), function(i, w) 8, 1), c("a", "b"))
mixed("three strata, unequal locations", data_of(9, c("a", "b", "c"), function(i, w) 6 + (i * (w + 2)) %% 9, 1), c("a", "b", "c"))
mixed("five strata", data_of(20, letters[1:5], function(i, w) 10, 2), letters[1:5])
mixed("one stratum is the raw difference", data_of(8, "a", function(i, w) 5, 1), "a")
mixed("shares", transform(data_of(15, c("a", "b"), function(i, w) 9, 1), y = as.numeric(y > 2.5)), c("a", "b"))
finish("mix.json")

weighted_mix <- function(name, data, strata) {
  data$cell <- cell_of(data, strata); k <- 2 * length(strata); data$w <- round(.2 + rexp(nrow(data)), 3)
  base <- sapply(strata, function(s) sum(data$w[data$stratum == s & data$wave == 0])); share <- base / sum(base)
  design <- svydesign(ids = ~cluster, weights = ~w, data = data)
  m <- svyglm(y ~ wave, svystandardize(design, by = ~stratum, over = ~wave, population = c(share)))
  add(name, paste0("svyglm(y ~ wave, svystandardize(svydesign(ids = ~cluster, weights = ~w), by = ~stratum, over = ~wave, population = baseline's)), df.residual; ", survey_version),
      list(clusters = I(lapply(unique(data$cluster), function(id) I(lapply(1:k, function(cell) { r <- data$cluster == id & data$cell == cell; list(n = sum(r), weight = sum(data$w[r]), sum = sum(data$w[r] * data$y[r])) })))), contrast = many(as.vector(rbind(-share, share)))),
      by_student(unname(coef(m)[2]), unname(SE(m)[2]), m$df.residual))
}
weighted_mix("two strata, twelve locations", data_of(12, c("a", "b"), function(i, w) 8, 1), c("a", "b"))
weighted_mix("three strata, unequal locations", data_of(9, c("a", "b", "c"), function(i, w) 6 + (i * (w + 2)) %% 9, 1), c("a", "b", "c"))
weighted_mix("more cells than locations", data_of(6, letters[1:4], function(i, w) 20, 1), letters[1:4])
weighted_mix("one stratum is the raw difference", data_of(8, "a", function(i, w) 5, 1), "a")
weighted_mix("each response its own cluster", transform(data_of(60, c("a", "b"), function(i, w) 1, 1), cluster = seq_len(120)), c("a", "b"))
finish("weighted-mix.json")
