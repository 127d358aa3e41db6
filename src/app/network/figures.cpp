#include "app/network/figures.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "base/separators.h"
#include "formats/chart.h"

namespace hoshirube {

namespace {

constexpr auto kLog = Axis::Scale::Logarithmic;

std::string shortest(const Json& number) { return number.dump(); }
std::string share_text(const Json& share) { return figure_text(share.get<double>(), Axis::Unit::Share); }
Axis shares(Axis axis) {
    axis.unit = Axis::Unit::Share;
    return axis;
}

std::vector<std::string> notes_of(const Texts& texts, Language language, const Json& about) {
    const auto word = [&](const char* key, const Error::Params& params = {}) { return texts.text(language, key, params); };
    const auto& parameters = about.at("parameters");
    const std::string data_on =
        about.at("data_on").is_string() ? about.at("data_on").get<std::string>() : word("figure.not_stated");
    const std::string source =
        about.at("source").get<std::string>().empty() ? word("figure.not_stated") : about.at("source").get<std::string>();
    std::vector<std::string> notes{
        word("figure.note.meaning", {{"meaning", word("impact.meaning")}}),
        word("figure.note.run", {{"mode", word(("figure.mode." + about.at("mode").get<std::string>()).c_str())},
                                 {"eps", shortest(parameters.at("eps"))},
                                 {"grade", parameters.at("grade").get<std::string>()},
                                 {"firms", with_separators(parameters.at("firms").get<std::uint64_t>())},
                                 {"links", with_separators(parameters.at("links").get<std::uint64_t>())},
                                 {"run_id", about.at("run_id").get<std::string>()}}),
        word("figure.note.data", {{"source", source}, {"data_on", data_on}})};
    for (const Json& warning : about.at("warnings")) notes.push_back(word(warning.get<std::string>().c_str()));
    return notes;
}

ChartWords words_of(const Texts& texts, Language language, const std::string& name, const Json& about) {
    return {texts.text(language, "figure." + name + ".title"), texts.text(language, "figure." + name + ".description"),
            notes_of(texts, language, about)};
}

std::string label_of(const Json& firm) {
    return firm.contains("name") && !firm["name"].get<std::string>().empty() ? firm["name"].get<std::string>()
                                                                             : firm["id"].get<std::string>();
}

} // namespace

std::string profile_figure(const Texts& texts, Language language, const Json& profile) {
    std::array<Series, 3> series;
    const std::array<const char*, 3> names{"esri", "esri_down", "esri_up"};
    for (std::size_t i = 0; i < 3; ++i) {
        series[i] = {Series::Mark::Line, texts.text(language, std::string("figure.series.") + names[i]), {}};
        for (const Json& point : profile.at("points"))
            series[i].points.push_back({point.at("rank"), point.at(names[i]), "", {}, {}});
    }
    // Parts do not fall evenly with the rank of the whole: they are dots.
    series[1].mark = series[2].mark = Series::Mark::Dots;
    auto words = words_of(texts, language, "profile", profile.at("about"));
    words.notes.insert(words.notes.begin(),
                       texts.text(language, "figure.note.plateau",
                                  {{"firms", with_separators(profile.at("plateau").at("firms").get<std::uint64_t>())},
                                   {"esri", share_text(profile.at("plateau").at("esri"))}}));
    return point_chart(words, {kLog, texts.text(language, "figure.axis.rank"), {}, {}},
                       shares({kLog, texts.text(language, "figure.axis.share"), {}, {}}), {series[1], series[2], series[0]});
}

std::string size_figure(const Texts& texts, Language language, const Json& sizes) {
    Series all{Series::Mark::Dots, texts.text(language, "figure.series.firms"), {}},
        small{Series::Mark::Dots, texts.text(language, "figure.series.small"), {}};
    std::vector<const Json*> off; // Among the riskiest, and ranked far higher by risk than by size.
    for (const Json& point : sizes.at("points")) {
        const auto rank = point.at("rank").get<std::size_t>(), size = point.at("rank_by_size").get<std::size_t>();
        if (rank * 5 <= size) off.push_back(&point);
        else all.points.push_back({point.at("sales"), point.at("esri"), "", {}, {}});
    }
    std::sort(off.begin(), off.end(),
              [](const Json* a, const Json* b) { return (*a)["rank"].get<std::size_t>() < (*b)["rank"].get<std::size_t>(); });
    for (std::size_t i = 0; i < off.size(); ++i)
        small.points.push_back({off[i]->at("sales"), off[i]->at("esri"), i < 8 ? label_of(*off[i]) : "", {}, {}});
    return point_chart(words_of(texts, language, "size", sizes.at("about")),
                       {kLog, texts.text(language, "figure.axis.sales"), {}, {}},
                       shares({kLog, texts.text(language, "figure.axis.share"), {}, {}}), {all, small});
}

std::string cascade_figure(const Texts& texts, Language language, const Json& cascade) {
    constexpr std::uint32_t kLastTier = 4; // It stands for itself and all beyond it.
    std::vector<std::string> bars;
    std::vector<BarLayer> layers;
    for (std::uint32_t tier = 0; tier <= kLastTier; ++tier)
        layers.push_back({texts.text(language, tier == kLastTier ? "figure.series.tiers_beyond" : "figure.series.tier",
                                     {{"tier", std::to_string(tier)}}),
                          {}});
    for (const Json& step : cascade.at("steps")) {
        bars.push_back(shortest(step.at("updates")));
        for (auto& layer : layers) layer.values.push_back(0);
        for (const Json& tier : step.at("tiers"))
            layers[std::min(tier.at("tier").get<std::uint32_t>(), kLastTier)].values.back() += tier.at("lost").get<double>();
    }
    return bar_chart(words_of(texts, language, "cascade", cascade.at("about")), bars,
                     shares({Axis::Scale::Linear, texts.text(language, "figure.axis.share"), 0, {}}), layers);
}

std::string sector_figure(const Texts& texts, Language language, const Json& map) {
    TileNames names{{},
                    map.at("sectors").get<std::vector<std::string>>(),
                    texts.text(language, "figure.scale.sector"),
                    kLog,
                    Axis::Unit::Share};
    std::vector<Tile> tiles;
    for (const Json& row : map.at("rows")) {
        const int r = static_cast<int>(names.rows.size());
        names.rows.push_back(row.at("sector").get<std::string>());
        int c = 0;
        for (const Json& cell : row.at("mean_loss")) {
            std::optional<double> value;
            if (cell.is_number()) value = cell.get<double>();
            tiles.push_back(
                {r, c, "",
                 names.rows.back() + " → " + names.columns[static_cast<std::size_t>(c)] + (value ? " " + share_text(cell) : ""),
                 value});
            ++c;
        }
    }
    return tile_chart(words_of(texts, language, "sector", map.at("about")), names, tiles);
}

namespace {

// Where the tile of each prefecture stands (row, column), in the order of JIS X 0401. Our own drawing: neighbours touch where they can.
constexpr std::array<std::pair<int, int>, 47> kPlaces{
    {{0, 12}, {2, 12}, {3, 12}, {4, 12}, {3, 11}, {4, 11}, {5, 12}, {6, 12}, {6, 11}, {6, 10}, {7, 11}, {8, 12},
     {8, 11}, {9, 11}, {5, 11}, {5, 9},  {4, 9},  {6, 8},  {8, 10}, {7, 10}, {6, 9},  {9, 10}, {8, 9},  {9, 8},
     {7, 8},  {7, 7},  {8, 7},  {7, 6},  {8, 8},  {9, 7},  {7, 5},  {7, 4},  {8, 5},  {8, 4},  {8, 3},  {10, 6},
     {9, 5},  {10, 4}, {10, 5}, {8, 1},  {8, 0},  {9, 0},  {10, 1}, {9, 1},  {11, 1}, {11, 0}, {13, 0}}};

std::string two_digits(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

} // namespace

std::string prefecture_figure(const Texts& texts, Language language, const Json& items, const std::string& figure,
                              const Json& about) {
    std::map<std::string, double> values;
    for (const Json& item : items) values[item.at("prefecture").get<std::string>()] = item.at(figure).get<double>();
    std::vector<Tile> tiles;
    for (std::size_t i = 0; i < kPlaces.size(); ++i) {
        const auto code = two_digits(i + 1);
        const auto name = texts.text(language, code), japanese = texts.text(Language::Japanese, code);
        std::optional<double> value;
        for (const auto& key : {code, std::to_string(i + 1), japanese, name})
            if (const auto found = values.find(key); found != values.end()) value = found->second;
        // Three letters fit a tile; 県, 府 and 都 go without saying.
        std::string label =
            language == Language::English
                ? name.substr(0, 4)
                : japanese.substr(0, std::min<std::size_t>(
                                         japanese.size(), japanese.starts_with("神奈川") || japanese.starts_with("和歌山") ||
                                                                  japanese.starts_with("鹿児島") || japanese.starts_with("北海道")
                                                              ? 9
                                                              : 6));
        const auto [row, column] = kPlaces[i];
        tiles.push_back({row, column, std::move(label), name + (value ? " " + share_text(*value) : ""), value});
    }
    return tile_chart(words_of(texts, language, "prefecture", about),
                      {{}, {}, texts.text(language, "figure.scale." + figure), Axis::Scale::Linear, Axis::Unit::Share}, tiles);
}

std::string outage_figure(const Texts& texts, Language language, const Json& outage) {
    Series with{Series::Mark::Steps, texts.text(language, "figure.series.with_stocks"), {}},
        bound{Series::Mark::Steps, texts.text(language, "figure.series.static_bound"), {}};
    for (const Json& day : outage.at("days")) {
        with.points.push_back({day.at("day"), day.at("total"), "", {}, {}});
        bound.points.push_back({day.at("day"), day.at("static_upper_bound"), "", {}, {}});
    }
    return point_chart(words_of(texts, language, "outage", outage.at("about")),
                       {Axis::Scale::Linear, texts.text(language, "figure.axis.day"), {}, {}},
                       shares({Axis::Scale::Linear, texts.text(language, "figure.axis.share"), 0, {}}), {with, bound});
}

std::string plan_figure(const Texts& texts, Language language, const Json& plan) {
    const auto curve = [&](const char* member, const char* name, bool has_range) {
        Series series{Series::Mark::Line, texts.text(language, name), {{0, 0, "", {}, {}}}};
        for (const Json& point : plan.at(member)) {
            const Json& avoided = point.at("avoided");
            ChartPoint one{point.at("firms"), avoided.at("middle"), "", {}, {}};
            if (has_range) {
                one.low = avoided.at("least").get<double>();
                one.high = avoided.at("most").get<double>();
            }
            series.points.push_back(std::move(one));
        }
        return series;
    };
    return point_chart(
        words_of(texts, language, "plan", plan.at("about")),
        {Axis::Scale::Linear, texts.text(language, "figure.axis.firms_raised"), {}, {}},
        shares({Axis::Scale::Linear, texts.text(language, "figure.axis.avoided"), 0, {}}),
        {curve("curve", "figure.series.by_avoided", true), curve("curve_by_size", "figure.series.by_size", false)});
}

std::string noise_figure(const Texts& texts, Language language, const Json& noise) {
    constexpr std::size_t kShown = 60;
    Series series{Series::Mark::Dots, texts.text(language, "figure.series.rank_interval"), {}};
    for (const Json& item : noise.at("items")) {
        if (series.points.size() == kShown) break;
        const Json& interval = item.at("rank_interval");
        series.points.push_back({static_cast<double>(series.points.size() + 1), interval.at("median"), "",
                                 interval.at("low").get<double>(), interval.at("high").get<double>()});
    }
    return point_chart(words_of(texts, language, "noise", noise.at("about")),
                       {Axis::Scale::Linear, texts.text(language, "figure.axis.rank_in_data"), {}, {}},
                       {Axis::Scale::Linear, texts.text(language, "figure.axis.rank_in_runs"), 0, {}}, {series});
}

} // namespace hoshirube
