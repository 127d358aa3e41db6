#pragma once

#include "graph/essentiality.h"
#include "graph/network.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace hoshirube::graph::plain {

// The cascade exactly as the published equations state it: dense loops over all firms, sectors and links in
// every update, nothing kept between them. Slow on purpose. It judges the fast kernels in tests and in
// bench/cascade and shares no code with them.
//
// Source   docs/analytics.md#equations
struct Outcome {
    double esri = 0, down = 0, up = 0;
    int iterations = 0;
    std::vector<double> down_left, up_left; // Production left, by firm.
};

struct Rules {
    double eps = 0.01;
    bool substitution = true;
};

class Kernel {
public:
    // `roles` must be arranged for the network's sectors.
    Kernel(const Network& network, const Essentiality& roles) : network_(network), roles_(roles) {
        for (Firm i = 0; i < network.firm_count(); ++i)
            for (std::size_t k = 0; k < network.buyers(i).size(); ++k)
                links_.push_back({i, network.buyers(i)[k], network.sales(i)[k]});
        sector_total_.assign(network.firm_count(), std::vector<double>(roles.sectors().size(), 0));
        for (const Link& link : links_) sector_total_[link.buyer][sector(link.supplier)] += link.weight;
    }

    // `lost_down` and `lost_up` hold the share of capacity lost, one entry a firm.
    Outcome run(const std::vector<double>& lost_down, const std::vector<double>& lost_up, Rules rules) const {
        Outcome now;
        for (double lost : lost_down) now.down_left.push_back(1 - lost);
        for (double lost : lost_up) now.up_left.push_back(1 - lost);
        for (double largest = 1; largest > rules.eps;) {
            const auto down = next_down(now.down_left, lost_down, rules.substitution);
            const auto up = next_up(now.up_left, lost_up);
            largest = 0;
            for (Firm i = 0; i < network_.firm_count(); ++i)
                largest = std::max({largest, now.down_left[i] - down[i], now.up_left[i] - up[i]});
            now.down_left = down;
            now.up_left = up;
            ++now.iterations;
        }
        summarize(now);
        return now;
    }

    Outcome close(Firm firm, Rules rules) const {
        std::vector<double> lost(network_.firm_count(), 0);
        lost[firm] = 1;
        return run(lost, lost, rules);
    }

private:
    std::uint32_t sector(Firm firm) const { return network_.table().sector[firm]; }

    std::vector<double> replaceability(const std::vector<double>& left, bool substitution) const {
        const Firm firms = network_.firm_count();
        std::vector<double> sigma(firms, 1), available(network_.market_count(), 0);
        if (!substitution) return sigma;
        for (Firm i = 0; i < firms; ++i) available[network_.market(i)] += network_.sales_total(i) * left[i];
        for (Firm i = 0; i < firms; ++i) {
            const double market = available[network_.market(i)];
            if (market > 0) sigma[i] = std::min(1.0, network_.sales_total(i) / market);
        }
        return sigma;
    }

    std::vector<double> next_down(const std::vector<double>& left, const std::vector<double>& lost, bool substitution) const {
        const Firm firms = network_.firm_count();
        const std::size_t sectors = roles_.sectors().size();
        const auto sigma = replaceability(left, substitution);
        std::vector<std::vector<double>> missing(firms, std::vector<double>(sectors, 0));
        for (const Link& link : links_)
            missing[link.buyer][sector(link.supplier)] += link.weight * sigma[link.supplier] * (1 - left[link.supplier]);
        std::vector<double> next(firms);
        for (Firm i = 0; i < firms; ++i) {
            const double bought = network_.purchase_total(i);
            const double scale = bought > 0 ? bought / network_.cost(i) : 0;
            double best = 1 - lost[i], linear = 0;
            for (std::size_t k = 0; k < sectors; ++k) {
                const Role role = roles_.role(k, sector(i));
                if (role == Role::Essential && sector_total_[i][k] > 0)
                    best = std::min(best, 1 - scale * missing[i][k] / sector_total_[i][k]);
                if (role == Role::NonEssential) linear += missing[i][k];
            }
            if (bought > 0) best = std::min(best, 1 - scale * linear / bought);
            next[i] = std::max(0.0, best);
        }
        return next;
    }

    std::vector<double> next_up(const std::vector<double>& left, const std::vector<double>& lost) const {
        std::vector<double> missing(network_.firm_count(), 0), next(network_.firm_count());
        for (const Link& link : links_) missing[link.supplier] += link.weight * (1 - left[link.buyer]);
        for (Firm i = 0; i < network_.firm_count(); ++i) {
            const double share = missing[i] > 0 ? missing[i] / network_.revenue(i) : 0;
            next[i] = std::max(0.0, std::min(1 - lost[i], 1 - share));
        }
        return next;
    }

    void summarize(Outcome& outcome) const {
        double total = 0;
        for (Firm i = 0; i < network_.firm_count(); ++i) {
            const double weight = network_.weight(i);
            total += weight;
            outcome.down += weight * (1 - outcome.down_left[i]);
            outcome.up += weight * (1 - outcome.up_left[i]);
            outcome.esri += weight * (1 - std::min(outcome.down_left[i], outcome.up_left[i]));
        }
        outcome.down /= total;
        outcome.up /= total;
        outcome.esri /= total;
    }

    const Network& network_;
    const Essentiality& roles_;
    std::vector<Link> links_;
    std::vector<std::vector<double>> sector_total_;
};

} // namespace hoshirube::graph::plain
