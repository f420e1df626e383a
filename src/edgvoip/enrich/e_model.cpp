#include "edgvoip/enrich/e_model.hpp"

#include "base/folded_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace edgvoip::enrich {
namespace {

/// G.113 Appendix I: what the codec costs, and how well it bears loss.
struct Impairment {
    double ie;
    double bpl;
};

constexpr Impairment g711_with_concealment{0, 25.1};
constexpr Impairment g729{11, 19};

/// R without any impairment, G.107's default values.
constexpr double rating_max = 93.2;

std::optional<Impairment> impairment_of(std::string_view codec) {
    const std::string name = base::ascii_upper(codec);
    constexpr std::array<std::string_view, 6> g711_names = {"PCMA", "PCMU", "G711",
                                                            "ALAW", "ULAW", "G.711"};
    constexpr std::array<std::string_view, 4> g729_names = {"G729", "G729A", "G.729", "G729AB"};
    if (std::ranges::find(g711_names, name) != g711_names.end()) return g711_with_concealment;
    if (std::ranges::find(g729_names, name) != g729_names.end()) return g729;
    return std::nullopt;
}

}  // namespace

double mos_of_rating(double rating) {
    if (rating <= 0) return 1;
    if (rating >= 100) return 4.5;
    const double mos = 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating);
    return std::max(1.0, mos);
}

std::optional<std::int32_t> mos_centi(std::string_view codec, std::int32_t loss_centi_pct) {
    const auto impairment = impairment_of(codec);
    if (!impairment) return std::nullopt;
    const double loss_pct = std::clamp(loss_centi_pct, 0, 10'000) / 100.0;
    // G.107 (7-29) with BurstR = 1.
    const double effective =
        impairment->ie + (95 - impairment->ie) * loss_pct / (loss_pct + impairment->bpl);
    return static_cast<std::int32_t>(std::lround(100 * mos_of_rating(rating_max - effective)));
}

}  // namespace edgvoip::enrich
