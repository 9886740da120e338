package sandbox

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

func serviceInfo(v Service) wire.ServiceInfo {
	info := wire.ServiceInfo{
		ID: v.ID, Code: v.Code, Name: text(v.Name), Department: text(v.Department),
		FeeInr: v.FeeINR, FeeText: text(v.FeeText), Days: v.Days, Fields: []wire.ServiceField{},
	}
	for _, f := range v.Fields {
		info.Fields = append(info.Fields, wire.ServiceField{ID: f.ID, Type: f.Type, Required: f.Required, Choices: f.Choices})
	}
	return info
}

// ListServices lists what can be applied for.
func (s *Server) ListServices(ctx context.Context, _ ListServicesRequestObject) (ListServicesResponseObject, error) {
	reply := ListServices200JSONResponse{Sandbox: true, Source: sourceName, Services: []wire.ServiceInfo{}}
	for _, v := range s.cfg.Services {
		reply.Services = append(reply.Services, serviceInfo(v))
	}
	err := s.inTx(ctx, func(_ pgx.Tx, now time.Time) error { reply.AsOf = now; return nil })
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// GetService describes one service.
func (s *Server) GetService(ctx context.Context, q GetServiceRequestObject) (GetServiceResponseObject, error) {
	v, ok := s.service(q.ID)
	if !ok {
		return nil, notFound
	}
	reply := GetService200JSONResponse{Sandbox: true, Source: sourceName, Service: serviceInfo(v)}
	err := s.inTx(ctx, func(_ pgx.Tx, now time.Time) error { reply.AsOf = now; return nil })
	if err != nil {
		return nil, err
	}
	return reply, nil
}

// GetHealth asks the database for the time.
func (s *Server) GetHealth(ctx context.Context, _ GetHealthRequestObject) (GetHealthResponseObject, error) {
	reply := GetHealth200JSONResponse{Sandbox: true, Source: sourceName, Ok: true}
	err := s.inTx(ctx, func(_ pgx.Tx, now time.Time) error { reply.AsOf = now; return nil })
	if err != nil {
		return nil, unavailableError{fmt.Errorf("health: %w", err)}
	}
	return reply, nil
}
