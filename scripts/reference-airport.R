# Makes api/service/testdata/airport-reference.json: numbers of the airport's guest surveys by
# R's own means, from the same four files that the product imports; only aggregates are kept.
# Run it from the repository root with the folder of the files:
# Rscript scripts/reference-airport.R ../sfo (Debian: r-base-core r-cran-survey r-cran-clubsandwich)

source("scripts/reference-vectors.R")
suppressPackageStartupMessages({ library(clubSandwich); library(survey) })
sources <- paste0("survey ", packageVersion("survey"), ", clubSandwich ", packageVersion("clubSandwich"))
folder <- commandArgs(TRUE)[1]

# One row a guest with the questions under the product's names; what is no answer is NA.
read_year <- function(year) {
  d <- read.csv(file.path(folder, paste0(year, ".csv")), check.names = FALSE, fileEncoding = "UTF-8-BOM", colClasses = "character")
  names(d) <- trimws(names(d))
  column <- function(...) trimws(d[[intersect(c(...), names(d))[1]]])
  among <- function(x, values) { x <- suppressWarnings(as.numeric(x)); ifelse(x %in% values, x, NA) }
  rating <- function(...) among(column(...), 1:5)
  run <- column("RUNID", "RUN")
  data.frame(
    year = year, w = as.numeric(column("WEIGHT")), run = ifelse(is.na(run) | run == "", paste0("alone ", year, " ", seq_along(run)), run),
    flight_kind = c("domestic_peak", "domestic_off_peak", "international")[as.numeric(column("PEAK"))],
    overall = rating("Q7ALL"), restrooms = rating("Q9RESTROOM"), safe = rating("Q10SAFE"), finding_way = rating("Q14FIND"), wifi = rating("Q7WIFI"),
    problem = among(column("Q15PROBLEM"), 1:2), recommend = if ("NETPRO" %in% names(d)) among(column("NETPRO"), 0:10) else NA,
    art = rating("Q7ART"), restaurants = rating("Q7FOOD"), shops = rating("Q7STORE"), signs = rating("Q7SIGN"), walkways = rating("Q7WALKWAYS"),
    screens = rating("Q7SCREENS"), info_lower = rating("Q7INFODOWN"), info_upper = rating("Q7INFOUP"), roads = rating("Q7ROADS"),
    parking_facilities = rating("Q7PARK"), airtrain = rating("Q7AIRTRAIN"), long_term_shuttle = rating("Q7LTPARKING"), rental_center = rating("Q7RENTAL"))
}
guests <- do.call(rbind, lapply(2014:2017, read_year))
guests$year <- factor(guests$year)
guests$top_two <- as.numeric(guests$overall >= 4)
guests$with_problem <- as.numeric(guests$problem == 1)
guests$net <- ifelse(guests$recommend <= 6, -100, ifelse(guests$recommend <= 8, 0, 100))

numbers <- list()
keep <- function(name, call, given, want) numbers[[length(numbers) + 1]] <<- list(name = name, call = paste0(call, " [", R.version.string, "; ", sources, "]"), given = given, want = want)
part <- function(y, years, rows = TRUE) { d <- guests[guests$year %in% years & rows & !is.na(guests[[y]]), ]; d$y <- d[[y]]; d$year <- droplevels(d$year); d }
interval <- function(e, se, df, level = .95) many(e + c(-1, 1) * qt((1 + level) / 2, df) * se)

# A level: the weighted mean, linearised over interview runs.
level <- function(name, indicator, y, year, rows = TRUE, choice = NULL) {
  d <- part(y, year, rows); design <- svydesign(ids = ~run, weights = ~w, data = d); m <- svymean(~y, design)
  e <- c(coef(m)); se <- c(SE(m))
  keep(name, "svymean(~y, svydesign(ids = ~run, weights = ~w)); interval by t with degf(design)",
       list(kind = "level", indicator = indicator, wave = year, choice = choice),
       list(n = nrow(d), clusters = length(unique(d$run)), effectiveN = sum(d$w)^2 / sum(d$w^2), estimate = unname(e), standardError = unname(se), interval = interval(unname(e), unname(se), degf(design))))
}
# A change, weighted: linearised over interview runs.
weighted_change <- function(name, indicator, y, years, rows = TRUE, choice = NULL) {
  d <- part(y, years, rows); m <- svyglm(y ~ year, svydesign(ids = ~run, weights = ~w, data = d))
  e <- unname(coef(m)[2]); se <- sqrt(vcov(m)[2, 2]); df <- m$df.residual
  keep(name, "svyglm(y ~ year, svydesign(ids = ~run, weights = ~w)), df.residual",
       list(kind = "change", indicator = indicator, baseline = years[1], followUp = years[2], method = "weighted", choice = choice),
       list(n = many(c(table(d$year))), estimate = e, standardError = se, degreesOfFreedom = df, p = 2 * pt(-abs(e / se), df), interval = interval(e, se, df), interval90 = interval(e, se, df, .90)))
}
# A change without weights: CR2 over interview runs.
clustered_change <- function(name, indicator, y, years) {
  d <- part(y, years); m <- lm(y ~ year, d)
  test <- function(level) linear_contrast(m, vcov = vcovCR(m, cluster = d$run, type = "CR2"), contrasts = matrix(c(0, 1), 1), test = "Satterthwaite", level = level, p_values = TRUE)
  a <- test(.95); b <- test(.90)
  keep(name, "linear_contrast(lm(y ~ year), vcovCR(cluster = run, type = \"CR2\"), test = \"Satterthwaite\")",
       list(kind = "change", indicator = indicator, baseline = years[1], followUp = years[2], method = "cluster"),
       list(n = many(c(table(d$year))), estimate = a$Est, standardError = a$SE, degreesOfFreedom = a$df, p = 2 * pt(-abs(a$Est / a$SE), a$df), interval = many(c(a$CI_L, a$CI_U)), interval90 = many(c(b$CI_L, b$CI_U))))
}

level("the airport as a whole, 2014", "overall", "overall", 2014)
level("recommendation, 2017", "recommendation", "net", 2017)
level("the airport as a whole for guests of international flights, 2017", "overall", "overall", 2017, guests$flight_kind == "international", list(`segment.flight_kind` = many("international")))
weighted_change("the airport as a whole, 2014 to 2017", "overall", "overall", c(2014, 2017))
weighted_change("share of the top two ratings, 2014 to 2017", "overall_top_two", "top_two", c(2014, 2017))
weighted_change("restrooms, 2015 to 2016", "clean_restrooms", "restrooms", c(2015, 2016))
weighted_change("free internet for guests of domestic flights, 2014 to 2017", "wifi", "wifi", c(2014, 2017), guests$flight_kind != "international",
                list(`segment.flight_kind` = many(c("domestic_peak", "domestic_off_peak"))))
clustered_change("safety without weights, 2014 to 2017", "safe", "safe", c(2014, 2017))
clustered_change("share with a problem without weights, 2015 to 2017", "problem_share", "with_problem", c(2015, 2017))

local({
  x0 <- part("finding_way", 2016)$y; x1 <- part("finding_way", 2017)$y; a <- t.test(x1, x0); b <- t.test(x1, x0, conf.level = .90)
  keep("finding the way as if guests were independent, 2016 to 2017", "t.test(followUp, baseline)",
       list(kind = "change", indicator = "finding_way", baseline = 2016, followUp = 2017, method = "welch"),
       list(n = many(c(length(x0), length(x1))), estimate = unname(a$estimate[1] - a$estimate[2]), standardError = a$stderr, degreesOfFreedom = unname(a$parameter), p = a$p.value, interval = many(a$conf.int), interval90 = many(b$conf.int)))
})

# The change at the mix of flights of 2014, shares as given.
local({
  d <- part("overall", c(2014, 2017)); first <- d$year == 2014
  share <- tapply(d$w[first], d$flight_kind[first], sum); share <- share[!is.na(share)] / sum(share, na.rm = TRUE)
  design <- svydesign(ids = ~run, weights = ~w, data = d)
  m <- svyglm(y ~ year, svystandardize(design, by = ~flight_kind, over = ~year, population = c(share)))
  e <- unname(coef(m)[2]); se <- unname(sqrt(vcov(m)[2, 2])); df <- m$df.residual
  keep("the airport as a whole at the mix of flights of 2014, 2014 to 2017", "svyglm(y ~ year, svystandardize(svydesign(ids = ~run, weights = ~w), by = ~flight_kind, over = ~year, population = baseline's shares of weight)), df.residual",
       list(kind = "standardised", indicator = "overall", baseline = 2014, followUp = 2017, by = "segment.flight_kind"),
       list(strata = length(share), estimate = e, standardError = se, p = 2 * pt(-abs(e / se), df), interval = interval(e, se, df)))
})

# What drives the airport as a whole: relative weights (Johnson 2000) of the fourteen ratings.
local({
  drivers <- c("art", "restaurants", "shops", "signs", "walkways", "screens", "info_lower", "info_upper", "wifi", "roads", "parking_facilities", "airtrain", "long_term_shuttle", "rental_center")
  d <- guests[guests$year == 2017, c(drivers, "overall", "w")]; d <- d[complete.cases(d), ]
  r <- cov.wt(d[, c(drivers, "overall")], wt = d$w, cor = TRUE)$cor; k <- length(drivers)
  e <- eigen(r[1:k, 1:k]); L <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors); b <- solve(L, r[1:k, k + 1]); weights <- c(L^2 %*% b^2)
  keep("what drives the airport as a whole, 2017", "r <- cov.wt(ratings, w, cor = TRUE)$cor; e <- eigen(r[x, x]); L <- V sqrt(D) V'; b <- solve(L, r[x, y]); L^2 %*% b^2; summary(lm(overall ~ ., weights = w))$r.squared",
       list(kind = "drivers", indicator = "overall", wave = 2017, drivers = many(drivers)),
       list(n = nrow(d), rSquared = summary(lm(overall ~ ., d[, c(drivers, "overall")], weights = d$w))$r.squared, shares = many(weights / sum(weights))))
})

writeLines(c("[", paste(vapply(numbers, function(v) paste0("  ", json(v)), ""), collapse = ",\n"), "]"), "api/service/testdata/airport-reference.json")
