#include "app/network/report.h"

#include <nlohmann/json.hpp>

#include "app/network/figures.h"
#include "formats/csv.h"
#include "formats/picture/chart_png.h"
#include "graph/io_csv.h"

namespace hoshirube {

namespace {

// The files of one folder, and their names for the summary.
class Folder {
public:
    static Result<Folder> make(Workbench& bench, const std::string& path) {
        TRY(bench.files.make_folder(path));
        return Folder(bench.files, path);
    }
    Result<Done> add(const std::string& name, std::string_view bytes) {
        names_.push_back(name);
        return write_whole(*files_, path_ + "/" + name, bytes);
    }
    Result<Done> add_json(const std::string& name, const Json& json) { return add(name, std::string_view(json.dump(1) + "\n")); }
    Result<Done> add_figure(const Pens& pens, const std::string& name, const std::string& svg) {
        TRY(add(name + ".svg", svg));
        if (pens.faces == nullptr) return Done{};
        return add(name + ".png", chart_png(svg, *pens.faces, pens.language == Language::English ? "en" : "ja"));
    }
    Json summary(const Json& about) const { return {{"out", path_}, {"files", names_}, {"about", about}}; }

private:
    Folder(Files& files, std::string path) : files_(&files), path_(std::move(path)) {}

    Files* files_;
    std::string path_;
    std::vector<std::string> names_;
};

void append_value(std::string& out, const Json& value) {
    if (value.is_string()) append_exported_cell(out, value.get<std::string>());
    else if (value.is_number_integer()) out += value.dump();
    else if (value.is_number()) graph::append_number(out, value.get<double>());
}

// One row for each item; a column is a member, or a path of members such as "avoided/middle". Absent: empty.
std::string table_of(const Json& items, const std::vector<std::string>& columns) {
    std::string out;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::string name = columns[c];
        for (char& letter : name)
            if (letter == '/') letter = '_';
        out += (c == 0 ? "" : ",") + name;
    }
    out += '\n';
    for (const Json& item : items) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (c > 0) out += ',';
            const Json::json_pointer place("/" + columns[c]);
            if (item.contains(place)) append_value(out, item.at(place));
        }
        out += '\n';
    }
    return out;
}

// The path as one text: "a > b > c".
Json with_reason_columns(const Json& items) {
    Json rows = items;
    for (Json& row : rows) {
        if (!row.contains("reasons")) continue;
        int number = 0;
        for (const Json& firm : row["reasons"]["firms"]) {
            std::string path;
            for (const Json& step : firm.at("path").at("steps"))
                path += (path.empty() ? "" : " > ") + step.at("id").get<std::string>();
            row["affected_" + std::to_string(++number)] = firm.at("id");
            row["affected_" + std::to_string(number) + "_lost"] = firm.at("lost");
            row["main_path_" + std::to_string(number)] = path;
        }
        number = 0;
        for (const Json& sector : row["reasons"]["sectors"]) row["sector_" + std::to_string(++number)] = sector.at("sector");
    }
    return rows;
}

const std::vector<std::string> kRankedColumns{"rank",         "id",           "name",
                                              "prefecture",   "sector",       "sales",
                                              "esri",         "esri_down",    "esri_up",
                                              "iterations",   "rank_by_size", "alternatives",
                                              "market_share", "affected_1",   "affected_1_lost",
                                              "main_path_1",  "affected_2",   "affected_2_lost",
                                              "main_path_2",  "affected_3",   "affected_3_lost",
                                              "main_path_3",  "sector_1",     "sector_2",
                                              "sector_3"};

const std::vector<std::string> kNoiseColumns{"id",
                                             "name",
                                             "sector",
                                             "esri",
                                             "rank",
                                             "rank_interval/low",
                                             "rank_interval/median",
                                             "rank_interval/high",
                                             "esri_interval/low",
                                             "esri_interval/median",
                                             "esri_interval/high"};
const std::vector<std::string> kOutageColumns{"day", "total", "down", "up", "static_upper_bound"};

// What every figure carries, as comment lines above a table that leaves this program by itself.
std::string carried_lines(const Json& about) {
    const auto& parameters = about.at("parameters");
    const auto stated = [](const Json& value) {
        return value.is_string() && !value.get<std::string>().empty() ? value.get<std::string>() : "not stated";
    };
    return "# " + about.at("meaning").get<std::string>() + "\n# mode " + about.at("mode").get<std::string>() + ", eps " +
           parameters.at("eps").dump() + ", grade " + parameters.at("grade").get<std::string>() + ", run id " +
           about.at("run_id").get<std::string>() + "\n# source " + stated(about.at("source")) + ", data date " +
           stated(about.at("data_on")) + (about.at("is_synthetic") == true ? ", invented" : "") + "\n";
}

Json sector_rows(const Json& map) {
    Json rows = Json::array();
    for (const Json& row : map.at("rows"))
        for (std::size_t l = 0; l < map.at("sectors").size(); ++l)
            if (row.at("mean_loss").at(l).is_number() && row.at("mean_loss").at(l) != 0)
                rows.push_back({{"stopped", row.at("sector")},
                                {"firms", row.at("firms")},
                                {"losing", map.at("sectors").at(l)},
                                {"mean_loss", row.at("mean_loss").at(l)}});
    return rows;
}

Json tier_rows(const Json& cascade) {
    Json rows = Json::array();
    for (const Json& step : cascade.at("steps"))
        for (Json tier : step.at("tiers")) {
            tier["updates"] = step.at("updates");
            rows.push_back(std::move(tier));
        }
    return rows;
}

const std::vector<std::string> kExposureColumns{"id", "name", "sector", "prefecture", "sales", "tier", "path_exposure", "lost"};

} // namespace

std::string ranked_csv(const Json& ranked) {
    return carried_lines(ranked.at("about")) +
           table_of(with_reason_columns(ranked.at("items")), {kRankedColumns.begin(), kRankedColumns.begin() + 13});
}

std::string figure_csv(const std::string& figure, const Json& answer) {
    std::string table;
    if (figure == "profile") table = table_of(answer.at("points"), {"rank", "esri", "esri_down", "esri_up"});
    else if (figure == "size")
        table = table_of(answer.at("points"), {"id", "name", "sector", "sales", "esri", "rank", "rank_by_size"});
    else if (figure == "sectors") table = table_of(sector_rows(answer), {"stopped", "firms", "losing", "mean_loss"});
    else if (figure == "prefectures")
        table = table_of(answer.at("items"), {"prefecture", "firms", "mean_esri", "largest_esri", "in_first_hundred"});
    else if (figure == "cascade") table = table_of(tier_rows(answer), {"updates", "tier", "firms", "lost"});
    else if (figure == "plan")
        table = table_of(answer.at("curve"), {"firms", "id", "name", "cost", "avoided/least", "avoided/middle", "avoided/most"});
    else if (figure == "exposure") table = table_of(answer.at("items"), kExposureColumns);
    else if (figure == "noise") table = table_of(answer.at("items"), kNoiseColumns);
    else if (figure == "outage") table = table_of(answer.at("days"), kOutageColumns);
    return carried_lines(answer.at("about")) + table;
}

Result<Json> write_report(Workbench& bench, const Pens& pens, const Analysis& analysis, const ReportOrder& order) {
    const auto csv = TRY(read_whole(bench.files, order.impact));
    const auto measured = TRY(read_impacts(analysis.network(), csv));
    const auto ranked = TRY(ranked_list_json(bench, analysis, measured, {0, order.count, true}));
    const auto profile = risk_profile_json(analysis, measured);
    const auto sizes = size_and_risk_json(analysis, measured, 500);
    const auto sectors = TRY(sector_map_json(bench, analysis, order.firms_a_sector, 1));
    const auto prefectures = prefecture_map_json(analysis, measured);
    auto folder = TRY(Folder::make(bench, order.out));
    TRY(folder.add_json("ranked.json", ranked));
    TRY(folder.add("ranked.csv", table_of(with_reason_columns(ranked.at("items")), kRankedColumns)));
    TRY(folder.add_json("profile.json", profile));
    TRY(folder.add("profile.csv", table_of(profile.at("points"), {"rank", "esri", "esri_down", "esri_up"})));
    TRY(folder.add_figure(pens, "profile", profile_figure(pens.texts, pens.language, profile)));
    TRY(folder.add_json("size.json", sizes));
    TRY(folder.add("size.csv", table_of(sizes.at("points"), {"id", "name", "sector", "sales", "esri", "rank", "rank_by_size"})));
    TRY(folder.add_figure(pens, "size", size_figure(pens.texts, pens.language, sizes)));
    TRY(folder.add_json("sectors.json", sectors));
    TRY(folder.add("sectors.csv", table_of(sector_rows(sectors), {"stopped", "firms", "losing", "mean_loss"})));
    TRY(folder.add_figure(pens, "sectors", sector_figure(pens.texts, pens.language, sectors)));
    if (!prefectures.at("items").empty()) {
        TRY(folder.add_json("prefectures.json", prefectures));
        TRY(folder.add("prefectures.csv", table_of(prefectures.at("items"),
                                                   {"prefecture", "firms", "mean_esri", "largest_esri", "in_first_hundred"})));
        TRY(folder.add_figure(
            pens, "prefectures",
            prefecture_figure(pens.texts, pens.language, prefectures.at("items"), "largest_esri", prefectures.at("about"))));
    }
    return folder.summary(ranked.at("about"));
}

Result<Json> write_cascade(Workbench& bench, const Pens& pens, const Json& cascade, const std::string& out) {
    auto folder = TRY(Folder::make(bench, out));
    TRY(folder.add_json("cascade.json", cascade));
    TRY(folder.add("cascade.csv", table_of(tier_rows(cascade), {"updates", "tier", "firms", "lost"})));
    TRY(folder.add("most_affected.csv", table_of(cascade.at("most_affected"), {"id", "name", "sector", "prefecture", "sales",
                                                                               "lost", "lost_down", "lost_up", "share"})));
    TRY(folder.add_figure(pens, "cascade", cascade_figure(pens.texts, pens.language, cascade)));
    if (!cascade.at("prefectures").empty())
        TRY(folder.add_figure(
            pens, "prefectures",
            prefecture_figure(pens.texts, pens.language, cascade.at("prefectures"), "lost", cascade.at("about"))));
    auto summary = folder.summary(cascade.at("about"));
    for (const char* name : {"esri", "esri_down", "esri_up", "iterations", "firms_touched"}) summary[name] = cascade.at(name);
    return summary;
}

Result<Json> write_outage(Workbench& bench, const Pens& pens, const Json& outage, const std::string& out) {
    auto folder = TRY(Folder::make(bench, out));
    TRY(folder.add_json("outage.json", outage));
    TRY(folder.add("outage.csv", table_of(outage.at("days"), kOutageColumns)));
    TRY(folder.add("stopped.csv", table_of(outage.at("stopped"), {"day", "id", "name", "sector", "prefecture", "sales"})));
    TRY(folder.add("most_affected.csv",
                   table_of(outage.at("most_affected"), {"id", "name", "sector", "prefecture", "sales", "lost_days"})));
    TRY(folder.add_figure(pens, "outage", outage_figure(pens.texts, pens.language, outage)));
    auto summary = folder.summary(outage.at("about"));
    for (const char* name : {"lost_days", "static_upper_bound_lost_days", "stopped_count"}) summary[name] = outage.at(name);
    summary["note"] = pens.texts.text(pens.language, outage.at("note").get<std::string>());
    return summary;
}

Result<Json> write_exposure(Workbench& bench, const Json& exposure, const std::string& out) {
    auto folder = TRY(Folder::make(bench, out));
    TRY(folder.add_json("exposure.json", exposure));
    TRY(folder.add("exposure.csv", table_of(exposure.at("items"), kExposureColumns)));
    TRY(folder.add("single_sources.csv",
                   table_of(exposure.at("single_sources"), {"id", "name", "sector", "role", "purchase_share", "other_sellers"})));
    auto summary = folder.summary(exposure.at("about"));
    for (const char* name : {"buyer", "measured", "kept", "cut", "direct_share", "tiers"}) summary[name] = exposure.at(name);
    summary["suppliers"] = exposure.at("items").size();
    return summary;
}

Result<Json> write_plan(Workbench& bench, const Pens& pens, const Json& plan, const std::string& out) {
    auto folder = TRY(Folder::make(bench, out));
    const std::vector<std::string> curve{"firms", "id", "name", "cost", "avoided/least", "avoided/middle", "avoided/most"};
    TRY(folder.add_json("plan.json", plan));
    TRY(folder.add("curve.csv", table_of(plan.at("curve"), curve)));
    TRY(folder.add("curve_by_size.csv", table_of(plan.at("curve_by_size"), curve)));
    TRY(folder.add_figure(pens, "plan", plan_figure(pens.texts, pens.language, plan)));
    auto summary = folder.summary(plan.at("about"));
    for (const char* name : {"expected_loss", "overlap", "common_causes"}) summary[name] = plan.at(name);
    summary["note"] = pens.texts.text(pens.language, plan.at("note").get<std::string>());
    return summary;
}

Result<Json> write_noise(Workbench& bench, const Pens& pens, const Json& noise, const std::string& out) {
    auto folder = TRY(Folder::make(bench, out));
    TRY(folder.add_json("noise.json", noise));
    TRY(folder.add("noise.csv", table_of(noise.at("items"), kNoiseColumns)));
    TRY(folder.add_figure(pens, "noise", noise_figure(pens.texts, pens.language, noise)));
    return folder.summary(noise.at("about"));
}

} // namespace hoshirube
