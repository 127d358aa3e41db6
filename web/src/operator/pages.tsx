import { Route, Switch } from "wouter";
import { Editions } from "./editions";
import { Events } from "./events";
import { Experts } from "./experts";
import { NewOrganisation, OrganisationPage } from "./organisation_page";
import { Organisations } from "./organisations";

export default function OperatorPages() {
  return (
    <Switch>
      <Route path="/app/operator" component={Organisations} />
      <Route path="/app/operator/organisations/new" component={NewOrganisation} />
      <Route path="/app/operator/organisations/:organisation">{({ organisation }) => <OrganisationPage key={organisation} organisation={organisation} />}</Route>
      <Route path="/app/operator/experts" component={Experts} />
      <Route path="/app/operator/editions" component={Editions} />
      <Route path="/app/operator/events" component={Events} />
    </Switch>
  );
}
