# Makes the reference vectors in surveys/conformance/statistics: what R says about the same
# numbers. Run it from the repository root with base R: Rscript scripts/reference-numbers.R
# Every vector keeps the R call that made its numbers and R's version. Published values that
# are typed in, not computed, name their publication and carry the tolerance of their digits.

source("scripts/reference-vectors.R")

# The distribution of t: tails and quantiles.
for (df in c(1, 1.3, 2, 2.5, 17.776474, 100, 999.5, 1000.5, 5000, 2e6, 1e9)) for (t in c(0.001, 0.5, 2, 6, 30))
  add(sprintf("tails beyond %g with %.10g degrees", t, df), "2*pt(-t, df)", list(t = t, df = df), list(p = 2 * pt(-t, df)))
for (df in c(1, 1.3, 2, 2.5, 17.776474, 100, 999.5, 1000.5, 5000, 2e6, 1e9)) for (p in c(0.95, 0.975, 0.9999))
  add(sprintf("%g quantile with %.10g degrees", p, df), "qt(quantile, df)", list(quantile = p, df = df), list(t = qt(p, df)))
finish("student.json")

# One wave: means.
mean_case <- function(name, x) {
  if (length(x) >= 2 && var(x) > 0) {
    ci <- t.test(x)$conf.int; se <- t.test(x)$stderr
  } else if (length(x) >= 2) { ci <- c(mean(x), mean(x)); se <- 0 } else { ci <- c(NA, NA); se <- NA }
  add(name, "mean(x); sd(x); t.test(x)$stderr, $conf.int; quantile(x, 1:3/4)", list(bins = bins(x)),
      list(n = length(x), mean = if (length(x)) mean(x) else NA, sd = if (length(x) > 1) sd(x) else NA, se = se,
           interval = many(ci), quartiles = many(if (length(x)) unname(quantile(x, 1:3/4)) else c(NA, NA, NA))))
}
add("no value", "by definition", list(bins = I(list())),
    list(n = 0, mean = NA, sd = NA, se = NA, interval = many(c(NA, NA)), quartiles = many(c(NA, NA, NA))))
mean_case("one value", 4)
mean_case("two values", c(1, 2))
mean_case("two equal values", c(3, 3))
mean_case("all equal", rep(4.7, 9))
mean_case("sleep, group 1", sleep$extra[sleep$group == 1])
mean_case("ratings", rep(1:5, c(3, 8, 21, 55, 40)))
mean_case("rainfall with decimals", c(precip))
mean_case("a large offset", 1e9 + rep(0:2, c(5, 9, 4)) / 4)
mean_case("both signs", c(-100, -100, 0, 100, 100, 100))
mean_case("a far outlier", c(rep(1, 50), 1e7))
weighted <- function(v, n) {
  N <- sum(n); m <- sum(v * n) / N; s2 <- sum(n * (v - m)^2) / (N - 1)
  list(n = N, mean = m, var = s2)
}
local({
  v <- 1:5; n <- c(1e8, 2e8, 3e8, 5e8, 4e8); w <- weighted(v, n); se <- sqrt(w$var / w$n)
  add("1.5e9 ratings", "m <- sum(v*n)/N; s2 <- sum(n*(v-m)^2)/(N-1); m + c(-1,1)*qt(.975, N-1)*sqrt(s2/N)",
      list(bins = pairs_of(v, n)), list(n = w$n, mean = w$mean, sd = sqrt(w$var), se = se,
      interval = many(w$mean + c(-1, 1) * qt(.975, w$n - 1) * se), quartiles = many(c(3, 4, 5))))
})
finish("mean.json")

# One wave: shares.
for (case in list(c(0, 1), c(1, 1), c(1, 2), c(0, 10), c(10, 10), c(1, 10), c(81, 263), c(15, 148), c(56, 70), c(5e8, 1e9), c(1, 1e9), c(0, 1e9)))
  for (level in c(.95, .90))
    add(sprintf("%.0f of %.0f at %g", case[1], case[2], level), "prop.test(x, n, conf.level = confidence, correct = FALSE)$conf.int",
        list(count = case[1], n = case[2], confidence = level),
        list(share = case[1] / case[2], se = sqrt(case[1] / case[2] * (1 - case[1] / case[2]) / case[2]),
             interval = many(pmin(pmax(suppressWarnings(prop.test(case[1], case[2], conf.level = level, correct = FALSE))$conf.int, 0), 1))))
add("nothing asked", "by definition", list(count = 0, n = 0, confidence = .95), list(share = NA, se = NA, interval = many(c(NA, NA))))
add("81 of 263, published", "Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3",
    list(count = 81, n = 263, confidence = .95), list(interval = many(c(.2553, .3662))), tolerance = 5e-5)
finish("wilson.json")

# One wave: net promoter score by adjusted Wald.
adjusted <- function(d, s, p) {
  n <- d + s + p + 3; a <- (p - d) / n
  list(estimate = a, se = sqrt(((p + .75) / n + (d + .75) / n - a^2) / n))
}
nps_call <- "n <- d+s+p+3; a <- ((p+3/4)-(d+3/4))/n; se <- sqrt(((p+3/4)/n + (d+3/4)/n - a^2)/n); a + c(-1,1)*qnorm(.975)*se"
for (case in list(c(20, 30, 50), c(0, 0, 1), c(1, 0, 0), c(0, 1, 0), c(1, 0, 1), c(0, 0, 10), c(10, 0, 0), c(0, 25, 0), c(3, 1, 2), c(2e8, 3e8, 5e8))) {
  a <- adjusted(case[1], case[2], case[3])
  add(sprintf("%.0f detractors, %.0f passives, %.0f promoters", case[1], case[2], case[3]), nps_call,
      list(detractors = case[1], passives = case[2], promoters = case[3]),
      list(score = (case[3] - case[1]) / sum(case), estimate = a$estimate, se = a$se,
           interval = many(pmin(pmax(a$estimate + c(-1, 1) * qnorm(.975) * a$se, -1), 1))))
}
add("no answer", "by definition", list(detractors = 0, passives = 0, promoters = 0), list(score = NA, estimate = NA, se = NA, interval = many(c(NA, NA))))
add("20, 30, 50, published", "Adjusted Wald for the net promoter score (Sauro and Lewis 2016, Quantifying the User Experience)",
    list(detractors = 20, passives = 30, promoters = 50),
    list(score = .3, estimate = .2912621, se = .0769151, interval = many(c(.1405113, .4420130))), tolerance = 5e-8)
finish("recommendation.json")

# Two waves: Welch and Hedges g.
hedges <- function(n0, m0, v0, n1, m1, v1) {
  df <- n0 + n1 - 2; s <- sqrt(((n0 - 1) * v0 + (n1 - 1) * v1) / df)
  g <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2) * (m1 - m0) / s
  se <- sqrt((n0 + n1) / (n0 * n1) + g^2 / (2 * (n0 + n1)))
  list(value = g, interval = many(g + c(-1, 1) * qnorm(.975) * se))
}
welch_call <- "t.test(followUp, baseline); conf.level = .95 and .90; g <- gamma(m/2)/(sqrt(m/2)*gamma((m-1)/2))*(mean1-mean0)/pooled"
welch_case <- function(name, x0, x1) {
  w <- t.test(x1, x0); v <- t.test(x1, x0, conf.level = .90)
  add(name, welch_call, list(baseline = bins(x0), followUp = bins(x1)),
      list(estimate = unname(w$estimate[1] - w$estimate[2]), se = w$stderr, statistic = unname(w$statistic),
           df = unname(w$parameter), p = w$p.value, interval = many(w$conf.int), interval90 = many(v$conf.int),
           g = hedges(length(x0), mean(x0), var(x0), length(x1), mean(x1), var(x1))))
}
one <- sleep$extra[sleep$group == 1]; two <- sleep$extra[sleep$group == 2]
welch_case("sleep, group 1 after group 2", two, one)
welch_case("sleep, group 2 after group 1", one, two)
welch_case("two against two", c(1, 2), c(4, 6))
welch_case("two against many", c(1, 2), rep(1:5, c(3, 8, 21, 55, 40)))
welch_case("no variance in the baseline", rep(4, 12), c(3, 4, 5, 5, 4, 2))
welch_case("no variance in the follow-up", c(3, 4, 5, 5, 4, 2), rep(4, 12))
welch_case("equal means", c(1, 2, 3), c(0, 2, 4))
welch_case("ratings of two years", rep(1:5, c(30, 80, 210, 550, 400)), rep(1:5, c(20, 70, 190, 600, 480)))
welch_case("far apart", rep(1:2, c(40, 60)), rep(9:10, c(40, 60)))
welch_case("ozone in May and August", na.omit(airquality$Ozone[airquality$Month == 5]), na.omit(airquality$Ozone[airquality$Month == 8]))
welch_case("very different variances", c(1e-6, 2e-6, 3e-6), c(-1e6, 1e6, 5e5, 2e5))
welch_case("a large offset", 1e5 + rep(0:2, c(5, 9, 4)) / 4, 1e5 + rep(0:2, c(3, 9, 8)) / 4)
local({
  v <- 1:5; n0 <- c(1e8, 2e8, 3e8, 5e8, 4e8); n1 <- c(1e8, 2e8, 3e8, 5e8, 4.0002e8)
  a <- weighted(v, n0); b <- weighted(v, n1); va <- a$var / a$n; vb <- b$var / b$n; se <- sqrt(va + vb)
  # The difference of two nearly equal means, taken around 4 so that it keeps its digits.
  d <- sum((v - 4) * n1) / sum(n1) - sum((v - 4) * n0) / sum(n0)
  df <- (va + vb)^2 / (va^2 / (a$n - 1) + vb^2 / (b$n - 1))
  add("1.5e9 ratings in each wave", "as t.test, from m <- sum(v*n)/N and s2 <- sum(n*(v-m)^2)/(N-1)",
      list(baseline = pairs_of(v, n0), followUp = pairs_of(v, n1)),
      list(estimate = d, se = se, statistic = d / se, df = df, p = 2 * pt(-abs(d / se), df),
           interval = many(d + c(-1, 1) * qt(.975, df) * se), interval90 = many(d + c(-1, 1) * qt(.95, df) * se), g = NULL))
})
none <- list(estimate = NA, se = NA, statistic = NA, df = NA, p = NA, interval = many(c(NA, NA)), interval90 = many(c(NA, NA)), g = list(value = NA, interval = many(c(NA, NA))))
undefined <- function(name, x0, x1, estimate, se = NA) {
  w <- none; w$estimate <- estimate; w$se <- se
  add(name, "by definition; t.test refuses it", list(baseline = bins(x0), followUp = bins(x1)), w)
}
add("nothing in both", "by definition; t.test refuses it", list(baseline = I(list()), followUp = I(list())), none)
undefined("one against many", 4, c(3, 4, 5), 0)
undefined("many against one", c(3, 4, 5), 5, 1)
undefined("no variance in both, equal", rep(4, 5), rep(4, 6), 0, 0)
undefined("no variance in both, different", rep(4, 5), rep(5, 6), 1, 0)
add("sleep, published", "Documentation of R's t.test: t.test(extra ~ group, data = sleep)",
    list(baseline = bins(two), followUp = bins(one)),
    list(statistic = -1.8608135, df = 17.776474, p = .07939414, interval = many(c(-3.3654832, .2054832))), tolerance = 5e-7)
finish("welch.json")

# Two waves: shares.
wilson <- function(x, n, level) pmin(pmax(suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int, 0), 1)
newcombe <- function(x0, n0, x1, n1, level) {
  a <- wilson(x0, n0, level); b <- wilson(x1, n1, level); p <- x0 / n0; q <- x1 / n1
  (q - p) + c(-sqrt((q - b[1])^2 + (a[2] - p)^2), sqrt((b[2] - q)^2 + (p - a[1])^2))
}
for (case in list(c(48, 80, 56, 70), c(56, 70, 48, 80), c(9, 10, 3, 10), c(0, 10, 0, 10), c(0, 10, 0, 20), c(10, 10, 10, 10), c(0, 10, 10, 10), c(10, 10, 0, 20),
                  c(1, 1, 0, 1), c(1, 2, 2, 2), c(5, 56, 0, 29), c(500, 1000, 500, 1000), c(450, 1000, 500, 1000), c(3, 100000, 9, 90000), c(4, 12, 7, 900000),
                  c(49999, 100000, 50120, 100000), c(5e8, 1e9, 500050000, 1e9), c(2000, 500000, 4, 990), c(17, 20, 40, 41))) {
  x <- c(case[3], case[1]); n <- c(case[4], case[2])
  expected <- min(outer(n, c(sum(x), sum(n) - sum(x))) / sum(n))
  exact <- expected < 5
  p <- if (exact) fisher.test(cbind(x, n - x))$p.value else prop.test(x, n, correct = FALSE)$p.value
  statistic <- if (exact) NA else (x[1] / n[1] - x[2] / n[2]) / sqrt(sum(x) / sum(n) * (1 - sum(x) / sum(n)) * sum(1 / n))
  add(sprintf("%.0f/%.0f to %.0f/%.0f", case[1], case[2], case[3], case[4]),
      paste("hybrid of prop.test(x, n, correct = FALSE)$conf.int of each wave;", if (exact) "fisher.test(cbind(x, n - x))$p.value" else "prop.test(x, n, correct = FALSE)$p.value"),
      list(baseline = list(count = case[1], n = case[2]), followUp = list(count = case[3], n = case[4])),
      list(estimate = x[1] / n[1] - x[2] / n[2], se = sqrt(sum(x / n * (1 - x / n) / n)), statistic = statistic, exact = exact, p = p,
           interval = many(newcombe(case[1], case[2], case[3], case[4], .95)), interval90 = many(newcombe(case[1], case[2], case[3], case[4], .90)),
           h = 2 * asin(sqrt(x[1] / n[1])) - 2 * asin(sqrt(x[2] / n[2]))))
}
add("nothing asked in the baseline", "by definition", list(baseline = list(count = 0, n = 0), followUp = list(count = 3, n = 10)),
    list(estimate = NA, se = NA, statistic = NA, exact = FALSE, p = NA, interval = many(c(NA, NA)), interval90 = many(c(NA, NA)), h = NA))
add("56/70 - 48/80, published", "Newcombe 1998, Statistics in Medicine 17: 873-890, table II, example a, method 10",
    list(baseline = list(count = 48, n = 80), followUp = list(count = 56, n = 70)),
    list(estimate = .2, interval = many(c(.0524, .3339))), tolerance = 5e-5)
finish("newcombe.json")

# Two waves: net promoter scores.
for (case in list(c(20, 30, 50, 15, 30, 55), c(0, 0, 1, 1, 0, 0), c(0, 0, 10, 10, 0, 0), c(0, 0, 10, 0, 0, 12), c(0, 25, 0, 0, 30, 0), c(10, 5, 10, 100, 50, 130), c(2e8, 3e8, 5e8, 199980000, 3e8, 500020000))) {
  a <- adjusted(case[1], case[2], case[3]); b <- adjusted(case[4], case[5], case[6])
  d <- b$estimate - a$estimate; se <- sqrt(a$se^2 + b$se^2)
  add(paste(format(case, scientific = FALSE, trim = TRUE), collapse = " "), paste0(nps_call, " of each wave; d <- a1-a0; se <- sqrt(se0^2+se1^2); 2*pnorm(-abs(d/se))"),
      list(baseline = list(detractors = case[1], passives = case[2], promoters = case[3]), followUp = list(detractors = case[4], passives = case[5], promoters = case[6])),
      list(estimate = d, se = se, statistic = d / se, p = 2 * pnorm(-abs(d / se)),
           interval = many(d + c(-1, 1) * qnorm(.975) * se), interval90 = many(d + c(-1, 1) * qnorm(.95) * se)))
}
finish("recommendation-change.json")

# Many comparisons.
published <- c(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1)
for (case in list(list("published list", published), list("reversed", rev(published)), list("ties", c(.01, .01, .04, .04, .5)), list("one", .03), list("all one", c(1, 1, 1)), list("zeros", c(0, .2, 0)), list("untested between", c(.01, NA, .03, NA, .2))))
  add(case[[1]], "p.adjust(p, \"BH\")", list(p = many(case[[2]])), list(q = many(p.adjust(case[[2]], "BH"))))
add("published q values", "The fifteen p values of Benjamini and Hochberg 1995, J. R. Statist. Soc. B 57: 289-300; q = min over higher ranks of 15 p / rank, by hand",
    list(p = many(published)), list(q = many(c(.0015, .0030, .0095, .035625, .0603, .06385714, .06385714, .0645, .0765, .486, 6.393 / 11, 8.5785 / 12, 9.792 / 13, 11.385 / 14, 1))), tolerance = 5e-8)
finish("discovery.json")

# Responses needed.
need <- function(n) max(2, ceiling(n * (1 - 1e-12)))
for (case in list(c(.5, 1, 1), c(1, 1, 1), c(3, 1, 1), c(.1, 1, 1), c(.02, 1.1, 1.1), c(6, 20, 20), c(-6, 20, 20)))
  add(sprintf("means %g apart, sd %g", case[1], case[2]), "power.t.test(delta = abs(difference), sd = sqrt(variance0), sig.level = alpha, power = power)$n",
      list(kind = "means", variance0 = case[2]^2, variance1 = case[3]^2, difference = case[1], alpha = .05, power = .8),
      list(n = need(power.t.test(delta = abs(case[1]), sd = case[2], power = .8)$n)))
for (case in list(c(.5, 1, 4, .05, .8), c(1, .5, 9, .01, .9), c(4, 0, 9, .05, .8), c(.05, 1, 2, .05, .8))) {
  k <- (case[2] + case[3])^2 / (case[2]^2 + case[3]^2)
  f <- function(n) pt(qt(case[4] / 2, k * (n - 1), lower.tail = FALSE), k * (n - 1), ncp = case[1] / sqrt((case[2] + case[3]) / n), lower.tail = FALSE) - case[5]
  add(sprintf("means %g apart, variances %g and %g, alpha %g", case[1], case[2], case[3], case[4]),
      "uniroot over n of pt(qt(alpha/2, k*(n-1), lower=FALSE), k*(n-1), ncp = difference/sqrt((v0+v1)/n), lower=FALSE) - power; k <- (v0+v1)^2/(v0^2+v1^2)",
      list(kind = "means", variance0 = case[2], variance1 = case[3], difference = case[1], alpha = case[4], power = case[5]),
      list(n = need(uniroot(f, c(2, 1e6), tol = 1e-9)$root)))
}
for (case in list(c(.5, .75), c(.6, .65), c(.01, .02), c(0, .3), c(1, .9), c(.5, .501)))
  add(sprintf("shares %g and %g", case[1], case[2]), "power.prop.test(p1 = share0, p2 = share1, sig.level = alpha, power = power)$n",
      list(kind = "shares", share0 = case[1], share1 = case[2], alpha = .05, power = .8),
      list(n = need(uniroot(function(n) pnorm((sqrt(n) * abs(case[1] - case[2]) - qnorm(.975) * sqrt((case[1] + case[2]) * (1 - (case[1] + case[2]) / 2))) / sqrt(case[1] * (1 - case[1]) + case[2] * (1 - case[2]))) - .8, c(1, 1e8), tol = 1e-9)$root)))
for (case in list(c(.2, 1.2), c(5, 14000), c(.001, 1)))
  add(sprintf("normal test, %g apart, variances %g", case[1], case[2]), "(qnorm(1-alpha/2)+qnorm(power))^2*variances/difference^2",
      list(kind = "wald", variances = case[2], difference = case[1], alpha = .05, power = .8),
      list(n = need((qnorm(.975) + qnorm(.8))^2 * case[2] / case[1]^2)))
for (case in list(c(0, 1, 2), c(.5, 1, 2), c(.9, 1, 2), c(-.3, .5, .4), c(0, 5, 800))) {
  f <- function(n) { se <- sqrt(case[3] / n); 1 - pnorm(qnorm(.95) - (case[2] - abs(case[1])) / se) - pnorm(qnorm(.95) - (case[2] + abs(case[1])) / se) - .8 }
  add(sprintf("equivalence within %g, really %g apart, variances %g", case[2], case[1], case[3]),
      "uniroot over n of 1 - pnorm(z-(margin-d)/se) - pnorm(z-(margin+d)/se) - power; z <- qnorm(1-alpha); se <- sqrt(variances/n)",
      list(kind = "equivalence", variances = case[3], difference = case[1], margin = case[2], alpha = .05, power = .8),
      list(n = need(uniroot(f, c(.01, 1e8), tol = 1e-9)$root)))
}
never <- function(name, given) add(name, "by definition: no number of responses does", given, list(n = NA))
never("means without difference", list(kind = "means", variance0 = 1, variance1 = 1, difference = 0, alpha = .05, power = .8))
never("equal shares", list(kind = "shares", share0 = .5, share1 = .5, alpha = .05, power = .8))
never("equivalence with a difference at the margin", list(kind = "equivalence", variances = 1, difference = 1, margin = 1, alpha = .05, power = .8))
finish("power.json")
